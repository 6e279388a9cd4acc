//! What guests from elsewhere show.

use super::Sample;
use crate::world::World;
use crate::{hcert, shc};

/// What guests from elsewhere show.
pub(super) fn samples(world: &World) -> Vec<Sample> {
    let certificate = world.vaccination().message().sign(&world.health_office.key).encode();
    let card = world.card().sign(&world.clinic.key).text();
    vec![
        Sample::new(
            "european",
            (
                "欧盟格式的疫苗接种证书（演示）",
                "A vaccination certificate in the European format (demonstration)",
            ),
            (
                "由虚构的机构签发，格式与欧盟数字证书相同。",
                "Issued by an invented office, in the format of the European digital certificate.",
            ),
            hcert::scan(&certificate),
        ),
        Sample::new(
            "health-card",
            ("SMART 健康卡（演示）", "A SMART Health Card (demonstration)"),
            ("由虚构的诊所签发。", "Issued by an invented clinic."),
            shc::scan(&card),
        ),
    ]
}
