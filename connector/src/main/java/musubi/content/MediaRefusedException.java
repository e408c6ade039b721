package musubi.content;

/** A file is not taken into the library; nothing of it is kept. */
public final class MediaRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final MediaProblem problem;

    public MediaRefusedException(MediaProblem problem) {
        super(problem.name());
        this.problem = problem;
    }

    /** The same with what a decoder said. */
    public MediaRefusedException(MediaProblem problem, Throwable cause) {
        super(problem.name(), cause);
        this.problem = problem;
    }

    public MediaProblem problem() {
        return problem;
    }
}
