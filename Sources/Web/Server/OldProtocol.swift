import NIOCore
import NIOHTTP1

/// Answers HTTP/1.0 as it asks: one answer, and the connection is closed. It knows no `100 Continue`, and waits for the end of
/// the connection where an answer's length is not told (RFC 9112, 9.3; RFC 9110, 10.1.1).
final class OldProtocol: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), head.version == .http1_0 else {
            return context.fireChannelRead(data)
        }
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        head.headers.remove(name: "Expect")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}

@available(*, unavailable)
extension OldProtocol: Sendable {}
