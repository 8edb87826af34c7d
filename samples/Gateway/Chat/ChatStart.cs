using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Chat;

/// <summary>A run that was started and its events, or why there is none.</summary>
public sealed class ChatStart
{
    private ChatStart(string runId, string sessionId, IAsyncEnumerable<RunEvent> events, Problem? refusal) => (RunId, SessionId, Events, Refusal) = (runId, sessionId, events, refusal);

    public string RunId { get; }

    public string SessionId { get; }

    public IAsyncEnumerable<RunEvent> Events { get; }

    public Problem? Refusal { get; }

    public static ChatStart Of(Run run, IAsyncEnumerable<RunEvent> events) => new(run.Id, run.SessionId, events, refusal: null);

    public static ChatStart Refused(Problem problem) => new(string.Empty, string.Empty, AsyncEnumerable.Empty<RunEvent>(), problem);
}
