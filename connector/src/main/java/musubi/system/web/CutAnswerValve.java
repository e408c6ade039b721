package musubi.system.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.CloseNowException;

/**
 * Closes the connection of an answer that a controller cut in its middle ({@link CloseNowException}), so that the client sees
 * that it is incomplete. Tomcat would try to add its error page first, and log that this fails.
 */
final class CutAnswerValve extends ValveBase {

    CutAnswerValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof CloseNowException cut
                && response.isCommitted()
                && response.setErrorReported()) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, cut);
        }
    }
}
