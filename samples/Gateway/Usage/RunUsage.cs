using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Usage;

/// <summary>Writes down what a run used, once: its id is the event's.</summary>
public sealed class RunUsage(TenantContext tenant, TenantUsage usage, AgentConnection connection, TimeProvider time)
{
    private const string BuiltIn = "builtin";

    /// <summary>False when it was not counted; then the run must not succeed. A number that no agent can have used is an exception.</summary>
    public async Task<bool> RecordAsync(RunOrder order, string agentId, TokenUsage used, int toolCalls, CancellationToken cancellationToken)
    {
        var happened = new UsageEvent
        {
            Id = order.Run.Id,
            OccurredAt = time.GetUtcNow(),
            AgentId = agentId,
            SessionId = order.Run.SessionId,
            Provider = connection.Connector ?? BuiltIn,
            Model = order.Model,
            InputTokens = used.InputTokens,
            OutputTokens = used.OutputTokens,
            ToolCalls = toolCalls,
            Messages = 1,
        };
        return await usage.RecordAsync(tenant, happened, order.Reservation, cancellationToken) is UsageOutcome.Counted or UsageOutcome.CountedBefore;
    }

    /// <summary>Counts a run that was broken off after its agent had spoken, or else keeps what was reserved for it.</summary>
    // SECURITY: what the agent said was told as it said it. Whoever breaks a turn off before its end has had it all the same.
    public async Task KeepAsync(RunOrder order, string agentId, TokenUsage used, int toolCalls)
    {
        try
        {
            await RecordAsync(order, agentId, used, toolCalls, CancellationToken.None);
        }
#pragma warning disable CA1031 // Reason: whoever asked is gone, or the database is; the run ends all the same.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // Not counted.
        }

        // What nobody could count stays taken until its day is over.
        order.Reservation?.TryEnd();
    }
}
