from outreach.places import NewHamlet, NewOrganisation, OrganisationKind
from outreach.sheets import Fault, read_hamlets, read_organisations

HEAD = ["Tên", "Loại", "Số người", "Người phụ trách", "Điện thoại"]


def test_a_list_of_hamlets_is_read_by_the_names_of_its_columns() -> None:
    rows = [["Số hộ", "Thôn", "Nhân khẩu"], ["1.250", " Thôn  Đông ", "4000"], ["", "", ""]]

    assert read_hamlets(rows).found == (NewHamlet("Thôn Đông", 1250, 4000),)


def test_every_fault_is_named_by_its_row_and_column() -> None:
    rows = [
        HEAD,
        ["Công ty May 10", "doanh nghiệp", "800", "Chị Hoa", "0900000001"],
        ["", "trường", "10"],
        ["Nhà trọ Bình An", "khách sạn", "10"],
        ["Trường Kim Đồng", "Trường học", "nhiều"],
        ["công ty may 10", "công ty"],
    ]

    read = read_organisations(rows)

    company = OrganisationKind.COMPANY
    assert read.found[0] == NewOrganisation("Công ty May 10", company, 800, "Chị Hoa", "0900000001")
    assert read.faults == (
        Fault(3, "name", "missing"),
        Fault(4, "kind", "kind"),
        Fault(5, "heads", "number"),
        Fault(6, "name", "twice"),
    )


def test_a_sheet_without_its_columns_is_no_list() -> None:
    assert read_organisations([]).faults == (Fault(1, "name", "column"), Fault(1, "kind", "column"))


def test_of_ten_thousand_rows_every_broken_one_is_named_and_no_other() -> None:
    rows = [HEAD, *(["Công ty " + str(n), "công ty", "12", "", ""] for n in range(10_000))]
    broken = list(range(57, 10_001, 100))
    for number in broken:
        rows[number - 1][number % 3] = ("", "chợ", "-1")[number % 3]

    assert [fault.row for fault in read_organisations(rows).faults] == broken
