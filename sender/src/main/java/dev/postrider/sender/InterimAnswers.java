package dev.postrider.sender;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Drops the 1xx answers that a receiver may send before its answer (RFC 9110 §15.2).
 *
 * <p>The client would take 103 for the answer itself, put the connection back too early, and read
 * the real answer as that of the next request. 101 passes: it ends HTTP on the connection, and the
 * attempt fails with it.
 */
final class InterimAnswers extends ChannelInboundHandlerAdapter {
  private boolean dropping;

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    if (read instanceof HttpResponse response && response.decoderResult().isSuccess()) {
      int status = response.status().code();
      dropping = status >= 100 && status < 200 && status != 101;
    }
    if (!dropping || !(read instanceof HttpObject)) {
      context.fireChannelRead(read);
      return;
    }
    dropping = !(read instanceof LastHttpContent);
    ReferenceCountUtil.release(read);
  }
}
