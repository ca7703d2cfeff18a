"""The lesson every sender sends: as long as most of the library's."""

from broadcasts.lessons.content import Content, Telling

BODY = (
    "Có người gọi điện xưng là công an, nói bạn dính vào một vụ án và bảo bạn chuyển tiền vào "
    '"tài khoản an toàn" để kiểm tra. Đó là lừa đảo. Công an không làm việc qua điện thoại, '
    "không yêu cầu chuyển tiền, không hỏi mã OTP.\n\n"
    "Bạn hãy tắt máy, không làm theo, và gọi cho {don_vi}. Nếu đã chuyển tiền, gọi ngay ngân "
    "hàng để khóa giao dịch, giữ lại tin nhắn và số tài khoản nhận tiền."
)
LESSON = Content({"vi": Telling("Giả danh công an để lừa tiền", BODY)})
