//! Whatever bytes somebody attaches under whatever name: a plan or a fault, and one plain name.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tasuke::knowledge::Attachments;
use tasuke::ticket::{file_name, is_heic, media_type, pixels, plan};

fuzz_target!(|data: &[u8]| {
    let types = ["image/*", "video/*", "application/pdf"].map(str::to_string).to_vec();
    let limits = Attachments { max_files: 3, max_mb: 10, types };
    if let Ok(plan) = plan(data, data.len() as u64, &limits) {
        assert!(media_type(data).is_some() && plan.width.is_none_or(|width| width > 0));
    }
    let _ = (is_heic(data), pixels(data));
    let name = file_name(&String::from_utf8_lossy(data), "image/png");
    assert!(name.ends_with(".png") && !name.starts_with('.') && !name.contains(['/', '\\', '\0', '\u{202e}']));
});
