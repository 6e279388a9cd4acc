//! zlib (RFC 1950) and raw DEFLATE (RFC 1951), bounded before anything is inflated.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_COMPUTE_ADLER32, TINFL_FLAG_PARSE_ZLIB_HEADER,
    TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::budget::Budget;
use crate::error::Fault;

/// Inflates one zlib stream that ends where the data ends.
///
/// # Errors
/// [`Fault::InflateMalformed`] for a bad header, a preset dictionary, a bad checksum, or bytes
/// after the end; [`Fault::InflateTooLarge`] past the budget.
pub fn zlib(data: &[u8], budget: &Budget) -> Result<Vec<u8>, Fault> {
    // RFC 1950 §2.2: bit 5 of the second byte asks for a preset dictionary.
    if data.get(1).is_none_or(|flags| flags & 0x20 != 0) {
        return Err(Fault::InflateMalformed);
    }
    inflate(data, TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_COMPUTE_ADLER32, budget)
}

/// Inflates one raw DEFLATE stream that ends where the data ends (`zip: DEF`, RFC 7516 §4.1.3).
///
/// # Errors
/// As [`zlib`].
pub fn deflate(data: &[u8], budget: &Budget) -> Result<Vec<u8>, Fault> {
    inflate(data, 0, budget)
}

fn inflate(data: &[u8], flags: u32, budget: &Budget) -> Result<Vec<u8>, Fault> {
    let limit = budget.inflated.min(data.len().saturating_mul(budget.ratio));
    let mut output = vec![0; limit];
    let flags = flags | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) =
        decompress(&mut DecompressorOxide::new(), data, &mut output, 0, flags);
    match status {
        TINFLStatus::Done if read == data.len() => {
            output.truncate(written);
            Ok(output)
        }
        TINFLStatus::HasMoreOutput => Err(Fault::InflateTooLarge { limit }),
        _ => Err(Fault::InflateMalformed),
    }
}
