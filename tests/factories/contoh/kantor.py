"""The office of the example; every name and number in it is invented."""

from tests.factories.office import Office, OfficeLevel, Officer

YEAR = 2025
OFFICE = Office(
    level=OfficeLevel.KABUPATEN,
    place="Muara Lindai",
    province="Tanjung Kelana",
    capital="Lubuk Sena",
    code="9981",
    address="Jalan Dermaga Lama Nomor 17, Lubuk Sena",
    ketua=Officer("Harun Wiratmaja", "Ketua"),
    anggota=(
        Officer("Mirna Kelanawati", "Anggota Divisi Teknis Penyelenggaraan"),
        Officer("Sabda Rumbayan", "Anggota Divisi Perencanaan, Data, dan Informasi"),
        Officer("Rukmini Asmarani", "Anggota Divisi Sosialisasi, Pendidikan Pemilih, dan SDM"),
        Officer("Tegar Purbaya", "Anggota Divisi Hukum dan Pengawasan"),
    ),
    sekretaris=Officer("Laksmi Setyabudi, S.Sos., M.Si.", "Sekretaris", "19740809 199803 2 990"),
    staff=(
        Officer(
            "Bagas Lindungan, S.E.", "Kepala Subbagian Keuangan, Umum, dan Logistik", "19790215 200501 1 991"
        ),
        Officer("Nirmala Pandansari, S.H.", "Kepala Subbagian Hukum dan SDM", "19820730 200604 2 992"),
        Officer(
            "Wahyu Rumbayan, S.T.",
            "Kepala Subbagian Perencanaan, Data, dan Informasi",
            "19801104 200604 1 993",
        ),
        Officer("Sekar Asmarani, S.IP.", "Kepala Subbagian Teknis dan Partisipasi", "19850619 200912 2 994"),
    ),
)
