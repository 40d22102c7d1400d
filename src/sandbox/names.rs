//! The words that the sandbox's law firm names its campaigns with.

/// What the cases are about.
pub(super) const MATTERS: &[&str] = &[
    "Roundup",
    "Camp Lejeune",
    "Hair relaxer",
    "Depo-Provera",
    "Zantac",
    "Paraquat",
    "CPAP",
    "Hernia mesh",
    "Talc",
    "Bard PowerPort",
    "AFFF firefighting foam",
    "Suboxone",
    "3M earplug",
    "Exactech implant",
    "NEC baby formula",
    "Rideshare assault",
    "Truck accident",
    "Auto accident",
    "Nursing home neglect",
    "Workers' comp",
    "Social media harm",
    "Ozempic",
    "Juvenile detention",
    "Wildfire",
];

/// What a call is for.
pub(super) const PURPOSES: &[&str] = &[
    "intake follow-up",
    "retainer signature reminder",
    "medical records request",
    "appointment reminder",
    "status check",
    "settlement update",
    "treatment check-in",
    "missed call follow-up",
    "plaintiff fact sheet reminder",
    "lien release follow-up",
    "deposition date reminder",
    "lead qualification",
    "address check",
    "welcome call",
    "proof of use request",
    "claim form reminder",
];

/// The same, for the Spanish waves.
pub(super) const PURPOSES_ES: &[&str] = &[
    "recordatorio de firma",
    "seguimiento de expediente médico",
    "recordatorio de cita",
    "actualización del acuerdo",
    "verificación de dirección",
    "llamada de bienvenida",
    "confirmación de tratamiento",
];

/// What sets one wave apart from another.
pub(super) const MARKS: &[&str] = &[
    "",
    "",
    "",
    "",
    " (TX)",
    " (FL)",
    " (Gulf Coast)",
    ", wave 2",
    ", wave 3",
    " – evening",
    " – Q3",
    " – Q4",
    " – signed only",
    " – no answer",
    " – over 65",
    " – minors' guardians",
];

/// Names beyond the pattern: other scripts, an emoji, one that fits no column.
pub(super) const PARTICULAR: &[&str] = &[
    "Señora Núñez & Asociados: llamada de bienvenida",
    "帕拉夸特案件进度通知",
    "📞 Hair relaxer call-back list",
    "キャンプ・ルジューン 面談リマインダー",
    "Camp Lejeune veterans and surviving spouses: second medical records request after the missing-provider letters of \
     the spring mailing (North Carolina and Virginia)",
    "Müller, Søndergård & Łoś – implant recall status check",
    "합의금 안내 전화",
];

/// Who calls.
pub(super) const AGENTS: &[&str] =
    &["mia_intake", "ava_records", "noah_reminders", "emma_settlement", "leo_qualify", "grace_treatment", "abc_123"];

/// Who calls in Spanish.
pub(super) const AGENTS_ES: &[&str] = &["luis_intake_es", "sofia_seguimiento_es"];

/// What created or edited a campaign.
pub(super) const ORIGINS: &[&str] = &["public_api", "web_app", "web_app", "web_app", "csv_import", "crm_sync"];

/// What the people on a list have in common.
pub(super) const GROUPS: &[&str] =
    &["signed retainers", "unsigned retainers", "missing records", "in treatment", "new leads", "settlement pending"];
