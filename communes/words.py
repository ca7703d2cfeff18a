"""The words around a name: unit types, streets, hamlets, people, and what never is a place."""

from communes.spelling import shape

WARD, DISTRICT, PROVINCE = "ward", "district", "province"

# folded word → the unit types it may stand for, as the artifact writes them
TYPES: dict[str, tuple[str, ...]] = {
    "xa": ("xã",),
    "x": ("xã",),
    "phuong": ("phường",),
    "fuong": ("phường",),
    "phg": ("phường",),
    "ph": ("phường",),
    "p": ("phường",),
    "f": ("phường",),
    "thitran": ("thị trấn",),
    "ttr": ("thị trấn",),
    "tt": ("thị trấn",),
    "dackhu": ("đặc khu",),
    "dk": ("đặc khu",),
    "quan": ("quận",),
    "wan": ("quận",),
    "q": ("quận",),
    "huyen": ("huyện",),
    "h": ("huyện",),
    "thixa": ("thị xã",),
    "tx": ("thị xã",),
    "thanhpho": ("thành phố",),
    "tp": ("thành phố",),
    "tinh": ("tỉnh",),
    "t": ("tỉnh",),
    "ward": ("phường",),
    "commune": ("xã",),
    "district": ("quận", "huyện"),
    "city": ("thành phố",),
    "province": ("tỉnh",),
}
LEVELS: dict[str, tuple[str, ...]] = {
    "xã": (WARD,),
    "phường": (WARD,),
    "thị trấn": (WARD,),
    "đặc khu": (WARD,),
    "quận": (DISTRICT,),
    "huyện": (DISTRICT,),
    "thị xã": (DISTRICT,),
    "thành phố": (DISTRICT, PROVINCE),
    "tỉnh": (PROVINCE,),
}
# A glued type is only tried in front of a syllable no name begins with: "xphuc hoa", "tpha noi".
_GLUED_TYPES = sorted((word for word in TYPES if len(word) < 8), key=len, reverse=True)
GLUED_TYPES = {
    letter: tuple(word for word in _GLUED_TYPES if word[0] == letter)
    for letter in {word[0] for word in _GLUED_TYPES}
}

# Spelt with other diacritics these are other words: quán, phố, tình, xa, hướng …
_SPELT = {
    "xa": {"xã", "xa", "xá", "xả"},
    "phuong": {"phường", "phương", "phuong", "phưòng", "phừơng"},
    "quan": {"quận", "quan", "qụân"},
    "huyen": {"huyện", "huyen", "huyên", "huyẹn"},
    "tinh": {"tỉnh", "tinh", "tĩnh"},
    "dk": {"đk"},
}
SPELT = {word: {shape(form) for form in forms} for word, forms in _SPELT.items()}

# Spelt with these diacritics, or with none, a folded word is the street or landmark word meant.
_SPELT_CLAIMS = {
    "duong": {"đường"}, "pho": {"phố"}, "ngo": {"ngõ"}, "hem": {"hẻm"}, "ngach": {"ngách"},
    "kiet": {"kiệt"}, "cau": {"cầu"}, "vong": {"vòng"}, "dai": {"đại"}, "cho": {"chợ"},
    "chua": {"chùa"}, "truong": {"trường"}, "ben": {"bến"}, "dinh": {"đình", "dinh"},
    "den": {"đền"}, "mieu": {"miếu"}, "san": {"sân"}, "nha": {"nhà"}, "quan": {"quán"},
    "tiem": {"tiệm"}, "tram": {"trạm"}, "thap": {"tháp"}, "cang": {"cảng"}, "toa": {"tòa", "toà"},
    "lang": {"làng", "lăng"}, "bai": {"bãi"}, "bien": {"biển"}, "ho": {"hồ"}, "song": {"sông"},
    "suoi": {"suối"}, "nui": {"núi"}, "deo": {"đèo"}, "thon": {"thôn"}, "ap": {"ấp"},
    "xom": {"xóm"}, "ban": {"bản"}, "khom": {"khóm"}, "to": {"tổ"}, "buon": {"buôn"},
    "soc": {"sóc"}, "doi": {"đội"}, "anh": {"anh"}, "chi": {"chị"}, "ong": {"ông"},
    "ba": {"bà"}, "ten": {"tên"}, "thang": {"thằng"}, "co": {"cô"},
}  # fmt: skip
SPELT_CLAIMS = {word: {shape(form) for form in forms} for word, forms in _SPELT_CLAIMS.items()}

STREETS = frozenset(
    "duong pho ngo hem ngach kiet zuong dg duog ql cau nga vong hxh dai".split()  # noqa: SIM905
)
ROADS = STREETS | {"so", "nha", "sn", "lo", "can"}  # what a house number stands behind
LANDMARKS = frozenset(
    """cho chua truong benhvien bv ben dinh den mieu san svd khu kcn kdc cty ubnd nha quan tiem
    tram ga thap cang toa cc ks thpt thcs bai bien ho song suoi nui deo kdt""".split()  # noqa: SIM905
)
HAMLETS = frozenset(
    "thon ap xom ban khom to kp tdp buon lang soc doi khoi cum".split()  # noqa: SIM905
)
LONG_HAMLETS = frozenset(["khupho", "todanpho", "khoipho", "khudancu", "todancu", "cumdancu"])
# These begin no name at all; "bản", "cầu" or "phố" may: "Bản Hồ", "Cầu Kè", "Phố Bảng".
NEVER_NAMES = frozenset("duong hem ngach thon ap xom khom kp tdp dg ql hxh".split())  # noqa: SIM905
PEOPLE = frozenset({"anh", "chi", "ong", "ba", "ten", "thang", "co"})

# What stands right before a place nobody called by its type: "ở Tân Định", "về Lái Thiêu".
PREPOSITIONS = frozenset("o tai thuoc ve den toi tu qua gan ngay in at vao".split())  # noqa: SIM905

# Near a place is not in it: "gần Bình Điền" may as well be the next commune.
NEAR = frozenset({"gan", "giap", "canh", "sau", "truoc", "ben"})

FILLER = frozenset(
    """a ah ai alo an anh ay ba bac ban bao bat bay be bi biet bo bon buoi bua cac cai cam can canh
    cau cay cha chau chay chi cho choi chu chua chuc chuyen co cu cua cung da dang danh day dau
    de den di dia dien doi do doan dua duoc dong em gan gap gia gio giup goi ha hang hay hen het
    hien hinh hoi hom hut kha khach khi khoang khong khu khuya kia la lai lam lan len loi lo luc
    ma mat may me minh moi mong mot mua nao nay ngay nghi ngo ngoai nguoi nha nhan nhe nhieu nho
    nhom nhu nhung no noi nua o oi ong qua quen ra rat roi sang sao sau se so sua suot tai tan
    ten tham thang the them theo thi thoi thu thuong thuoc thuy tien tiem tin to toi tren trong
    troi trom truoc tu tuoi tuy tum ve vi viec voi vu vua vuc xe xem xin xu xuat y yeu ly lieu
    mai dam tang trai chiec biendso sdt moi lien quan cong an dan pha gay roi trat tu cuop giat
    lua dao tap nang cam do vay danh bac ca do da ga duong""".split()  # noqa: SIM905
)

# Names most Vietnamese towns give to a street. After a street word or a house number they are
# the street, even where a commune bears the same name.
STREET_NAMES = frozenset(
    """tranphu leloi leduan lelai lehongphong lethanhton ledaihanh levansy levanviet nguyentrai
    nguyenhue nguyenvanlinh nguyenvancu nguyenthiminhkhai nguyendinhchieu nguyenchithanh
    nguyenthaihoc nguyenvantroi nguyencongtru nguyendu nguyenxien nguyentrungtruc nguyentatthanh
    nguyenluongbang nguyenhuutho nguyenanninh nguyenkhuyen haibatrung batrieu
    quangtrung phanboichau phanchutrinh phandinhphung phamngulao phamvandong phamhung
    phamngocthach tranhungdao trannhatduat tranquangkhai tranquoctoan tranduyhung tranquockhanh
    trannhantong trannguyenhan ngoquyen ngogiatu hungvuong lythuongkiet lythaito lytutrong
    lynamde lacolongquan laclongquan auco dienbienphu cachmangthangtam cmt8 vothisau vonguyengiap
    vovankiet vovantan hoangdieu hoanghoatham hoangvanthu hoangquocviet bachdang hoabinh thongnhat
    dinhtienhoang dinhbolinh khavancan xalohanoi tohienthanh tohieu tonducthang tonthattung
    tonthatthuyet truongchinh truongdinh truongsa hoangsa maichitho huynhthuckhang huynhtanphat
    doicung dongkhoi giaiphong giangvo kimma 30thang4 3thang2 2thang9 19thang8
    caothang trandainghia bahuyenthanhquan chuvanan hamnghi lambac langha xadan lequydon
    phanvantri thaiha vanphuc tayson nguyenoanh caolo""".split()  # noqa: SIM905
)
