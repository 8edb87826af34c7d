using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Chat;

/// <summary>A run that was started and its events, or why there is none.</summary>
public sealed class ChatStart
{
    private ChatStart(string runId, IAsyncEnumerable<RunEvent> events, Problem? refusal) => (RunId, Events, Refusal) = (runId, events, refusal);

    public string RunId { get; }

    public IAsyncEnumerable<RunEvent> Events { get; }

    public Problem? Refusal { get; }

    public static ChatStart Of(string runId, IAsyncEnumerable<RunEvent> events) => new(runId, events, refusal: null);

    public static ChatStart Refused(Problem problem) => new(string.Empty, AsyncEnumerable.Empty<RunEvent>(), problem);
}
