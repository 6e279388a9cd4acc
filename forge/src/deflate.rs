//! zlib (RFC 1950) and raw DEFLATE (RFC 1951).

use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

/// The level at which everything is written, so that files are the same everywhere.
const LEVEL: u8 = 9;

/// Compresses bytes into one zlib stream.
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, LEVEL)
}

/// Compresses bytes into one raw DEFLATE stream.
pub fn raw(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, LEVEL)
}
