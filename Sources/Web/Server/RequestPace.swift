import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Keeps one connection honest while a request comes in: says "go on" to whoever asks before sending a large body, says
/// so when the headers were too long, and hangs up on bodies that are larger than anything taken here or that drip in
/// too slowly. A request that was answered before all of it was there is not read further: the connection is closed.
///
/// The bound on slowness is far below the slowest line that a person could send a picture over; it only makes holding
/// thousands of connections open cost something. What arrives in time is not measured at all.
final class RequestPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long the rest of an answered request is read past, so that the answer arrives before the end of the line does.
    static let farewell = TimeAmount.seconds(2)

    private let limits: WebLimits
    private let places: ConnectionPlaces
    private var place: ConnectionPlaces.Place?
    /// Requests of which no answer was given, and how many of them came in whole.
    private var unanswered = 0
    private var whole = 0
    private var begun = NIODeadline.uptimeNanoseconds(0)
    private var received = 0
    private var isHeadTooLong = false

    init(_ limits: WebLimits, _ places: ConnectionPlaces) {
        self.limits = limits
        self.places = places
    }

    /// Behind the decoder, where a request's version is still known.
    func handlerAdded(context: ChannelHandlerContext) {
        let (channel, now) = (context.channel, context.eventLoop.now)
        let place = ConnectionPlaces.Place(at: now) { channel.close(promise: nil) }
        self.place = place
        channel.closeFuture.whenComplete { [places] _ in places.leave(place) }
        places.enter(place, at: now)
        let pipeline = context.pipeline.syncOperations
        guard let decoder = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) else { return }
        try? pipeline.addHandler(OldProtocol(), position: .after(decoder))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            begun = context.eventLoop.now
            received = 0
            context.fireChannelRead(data)
            if expectsGoOn(head) {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body(let bytes):
            received += bytes.readableBytes
            place?.receive(bytes.readableBytes)
            guard received <= limits.bodyBytes, isFastEnough(context.eventLoop.now) else {
                context.close(promise: nil)
                return
            }
            context.fireChannelRead(data)
        case .end:
            whole += 1
            place?.beginAnswer()
            context.fireChannelRead(data)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .headerOverflow? = error as? HTTPParserError { isHeadTooLong = true }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where isHeadTooLong && head.status == .badRequest:
            // What could not be parsed is answered for us with 400; for this there is a status of its own (RFC 6585, 5).
            head.status = .requestHeaderFieldsTooLarge
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .head(var head) where whole == 0:
            head.headerFields[.connection] = "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            context.write(data, promise: promise)
            answered(context)
        default: context.write(data, promise: promise)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        unanswered -= 1
        if whole == 0 {
            let channel = context.channel
            context.eventLoop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
        } else {
            whole -= 1
        }
        if whole == 0 { place?.wait(at: context.eventLoop.now) }
    }

    /// Asked for by `Expect: 100-continue` (RFC 9110, 10.1.1). A body announced too long gets its refusal unsent; and
    /// while an earlier request of the connection is unanswered, nothing is put in between.
    private func expectsGoOn(_ head: HTTPRequest) -> Bool {
        guard unanswered == 1, head.headerFields[.expect]?.lowercased() == "100-continue" else { return false }
        return head.headerFields[.contentLength].flatMap { Int($0) } ?? 0 <= limits.bodyBytes
    }

    private func isFastEnough(_ now: NIODeadline) -> Bool {
        let seconds = Int((now - begun).nanoseconds / 1_000_000_000)
        guard seconds > limits.graceSeconds else { return true }
        return received >= (seconds - limits.graceSeconds) * limits.slowestBytesPerSecond
    }
}

@available(*, unavailable)
extension RequestPace: Sendable {}
