//! Limits on what one verification may cost, and where each number comes from.
//!
//! Rules:
//! - Every reader takes the budget it is bounded by; no reader has a limit of its own.
//! - A limit is checked before anything is allocated for what it limits.

/// What one verification may cost.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Bytes of a scan. 16 parts of a version-40 QR code of digits (7,089) fit with room.
    pub scan: usize,
    /// Bytes after inflation. The largest of 581 public DCC texts inflates to 870 bytes.
    pub inflated: usize,
    /// Inflated bytes for each compressed byte. The same texts reach 1.42.
    pub ratio: usize,
    /// Levels of nesting. The same texts reach 6.
    pub depth: usize,
    /// Values in one payload, counting every key and element.
    pub items: usize,
    /// Bytes of one text or byte string.
    pub string: usize,
    /// Bytes of a key id.
    pub kid: usize,
    /// Keys tried for one key id: a truncated id may collide, a flood of them is an attack.
    pub keys: usize,
    /// Parts of a code that comes in parts.
    pub chunks: usize,
    /// Disclosures of one presentation. A credential with one for each of its elements has 42.
    pub disclosures: usize,
    /// Digests in one credential, decoys among them.
    pub digests: usize,
    /// Disclosures inside disclosures. The public examples reach 3.
    pub nesting: usize,
}

impl Budget {
    /// The limits that every verification runs under.
    pub const DEFAULT: Self = Self {
        scan: 128 * 1024,
        inflated: 64 * 1024,
        ratio: 32,
        depth: 16,
        items: 4096,
        string: 8 * 1024,
        kid: 64,
        keys: 4,
        chunks: 16,
        disclosures: 256,
        digests: 2048,
        nesting: 8,
    };
}
