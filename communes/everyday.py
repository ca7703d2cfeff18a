"""Pairs of words of crime and daily life that sound like some village, and name none."""

from collections import defaultdict

from communes.spelling import fold, shape
from communes.text import Word

_PHRASES = """
sòng bạc, đánh bạc, cờ bạc, con bạc, gá bạc, bài bạc, ghi đề, lô đề, số đề, đá gà, chọi gà, xóc đĩa, tài xỉu, cá độ, cá cược,
mại dâm, bán dâm, mua dâm, môi giới, chứa gái, gái gọi, gái mại, kích dục, khỏa thân, khiêu dâm, nhà chứa, động mại,
ma túy, ma tuý, hàng đá, hàng trắng, cần sa, thuốc lắc, bay lắc, phê thuốc, hút chích, tiêm chích, nghiện ngập, con nghiện, bóng cười,
cái chết, vận chuyển, tàng trữ, mua bán, buôn bán, buôn lậu, hàng lậu, hàng giả, hàng cấm, rượu lậu, thuốc lá, pháo nổ, pháo lậu, đốt pháo,
đánh nhau, ẩu đả, đâm chém, chém nhau, chém người, gây gổ, gây rối, hỗn chiến, thanh toán, đòi nợ, siết nợ, xiết nợ, đe dọa, đe doạ, hành hung, cố ý,
giết người, án mạng, cướp giật, cướp của, giật túi, giật đồ, giật dọc, móc túi, trộm cắp, trộm chó, trộm xe, ăn trộm, ăn cắp, ăn cướp, bẻ khóa, bẻ khoá,
cạy cửa, đột nhập, tiêu thụ, đồ gian, của gian, tang vật, hung khí, dao kiếm, súng đạn, vũ khí, mã tấu, bom xăng, côn đồ, xã hội, giang hồ, băng nhóm,
bảo kê, thu tiền, tống tiền, cưỡng đoạt, bắt cóc, bắt người, giam giữ, bạo hành, bạo lực, xâm hại, hiếp dâm, dâm ô, quấy rối, rình rập, theo dõi,
lừa đảo, lừa gạt, chiếm đoạt, giả danh, giả mạo, mạo danh, chuyển khoản, tài khoản, ngân hàng, tiền cọc, đặt cọc, tiền phòng, tiền nhà, tiền điện,
tiền bạc, tiền mặt, tiền lãi, tín dụng, vay tiền, vay nóng, vay nặng, nặng lãi, lãi cao, cho vay, cầm đồ, cầm cố, bốc họ, bốc bát, đa cấp, tiền ảo,
đường dây, ổ nhóm, tụ điểm, tụ tập, địa điểm, hiện trường, sự việc, vụ việc, vụ án, trình báo, báo cáo, báo tin, muốn báo, kiểm tra, em thấy, tôi thấy, cháu thấy, con thấy, tố giác, tố cáo, phản ánh, công an, cảnh sát, dân phòng,
điều tra, bắt giữ, tạm giữ, khởi tố, bị can, bị cáo, bị hại, nạn nhân, nghi phạm, tội phạm, hình sự, trật tự, an ninh, an toàn, xử lý, xử phạt, vi phạm,
đua xe, độ xe, nẹt pô, lạng lách, bốc đầu, tai nạn, va chạm, say rượu, nhậu nhẹt, ăn nhậu, hát hò, loa kéo, ồn ào, ầm ĩ, thanh niên, trai làng, thiếu nữ,
phụ nữ, đàn ông, đàn bà, trẻ em, trẻ con, học sinh, sinh viên, công nhân, bảo vệ, nhân viên, khách hàng, chủ nhà, chủ quán, chủ trọ, hàng xóm, bà con,
nhà nghỉ, nhà trọ, phòng trọ, khách sạn, quán ăn, quán nhậu, quán nước, quán cơm, cà phê, tiệm vàng, cửa hàng, tạp hóa, tạp hoá, siêu thị, bãi đất, bãi xe,
đất trống, đất đai, khu đất, nhà hoang, nhà riêng, công trình, công trường, xây dựng, môi trường, xả thải, chôn lấp, rác thải, khai thác, cát tặc, phá rừng,
biên giới, cửa khẩu, ngoài khơi, vùng biển, cây xăng, trạm xăng, nhà văn, gốc đa, gốc cây, cột điện, ngã ba, ngã tư, bờ kè, bờ sông, bờ đê, cầu sắt, cuối ngõ, đầu ngõ, đầu hẻm, cuối hẻm,
nhà thờ, sân bóng, trạm y, bưu điện, trường học, mầm non, công viên, bến xe, bến phà, vòng xoay, cổng trường, bãi biển, bãi rác, chân cầu, gầm cầu, dốc cầu,
tối qua, hôm qua, hôm nay, sáng nay, chiều nay, đêm qua, hàng đêm, ban đêm, ban ngày, nửa đêm, rạng sáng, mỗi tối, mỗi ngày, lúc này, bây giờ, hiện nay, hiện tại,
tại phòng, tại nhà, ở nhà, ở đây, ở đó, ở trên, ở dưới, ở trong, ở ngoài, bên cạnh, bên trong, bên ngoài, đối diện, phía sau, phía trước, đằng sau, gần nhà,
cho em, cho tôi, cho con, cho biết, giúp em, giúp tôi, nhờ anh, mong anh, xin anh, cảm ơn, cám ơn, làm ơn, khẩn cấp, liên hệ, liên lạc, điện thoại, số máy,
trên mạng, qua mạng, facebook, đăng bài, nhắn tin, gọi điện, quảng cáo, tuyển dụng, việc làm, xuất khẩu, lao động, nước ngoài, quốc tế, hộ chiếu, giấy tờ,
biển số, không số, màu đen, màu đỏ, màu trắng, màu xanh, xe máy, xe hơi, xe tải, xe ôm, ô tô, xe khách, tàu cá, ghe máy, thuyền máy, con đường, đường vắng,
thường xuyên, liên tục, nhiều lần, nhiều người, mấy người, hai người, một người, người lạ, người này, người dân, người ta, đông người, cả nhà, cả xóm, cả làng,
là gì, làm gì, cái gì, vì sao, tại sao, thế nào, như nào, bao giờ, bao nhiêu, phải không, được không, có ai, không ai, chưa ai, chưa biết, không biết, biết rõ,
bình thường, ổn định, an tâm, đông đúc, tấp nập, sinh sống, sinh hoạt, làm ăn, kinh doanh, hợp đồng,
phường xã, xã phường, quận huyện, tỉnh thành, địa phương, địa bàn, khu vực, trung tâm, chính quyền, ủy ban, uỷ ban, trụ sở, cơ quan, đơn vị, cán bộ, chiến sĩ
"""  # noqa: E501 - read as a list, not as lines


def _gather() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for phrase in _PHRASES.replace("\n", " ").split(","):
        words = phrase.split()
        found["".join(map(fold, words))].add(" ".join(map(shape, words)))
    return dict(found)


EVERYDAY = _gather()  # folded and glued → how it is spelt with its diacritics
FIRST_WORDS = frozenset(fold(phrase.split()[0]) for phrase in _PHRASES.split(",") if phrase.strip())


def is_everyday(first: Word, second: Word) -> bool:
    """Is the pair such a phrase, spelt with its diacritics or with none at all?"""
    spelt = EVERYDAY.get(first.text + second.text)
    if spelt is None or second.cut or (first.capital and second.capital):
        return False
    marked = first.marked or second.marked
    return not marked or f"{first.shape} {second.shape}" in spelt
