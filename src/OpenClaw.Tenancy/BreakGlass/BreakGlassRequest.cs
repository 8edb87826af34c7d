using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>What a platform operator asks for. It is never changed: whoever wants something else asks anew.</summary>
public sealed class BreakGlassRequest
{
    /// <summary>The exact text of the id of the tenant that is to be opened.</summary>
    public required string Target { get; init; }

    /// <summary>The names of the scopes that are needed there, each once and without an axis: they count on the target's.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The incident that it belongs to, as the operators' own system names it: one line of at most 256 characters.</summary>
    public required string Ticket { get; init; }

    /// <summary>Why it is needed: one line of at most 256 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>How long the grant is open, from its approval on. There is none without an end.</summary>
    public required TimeSpan Duration { get; init; }

    internal BreakGlassRequested ToChange(string grant, LinkedIdentity requester, DateTimeOffset now, TimeSpan pending) => new()
    {
        Tenant = Target ?? throw new ArgumentException("A break-glass grant opens one tenant. Name it."),
        Grant = grant,
        Requester = requester,
        Scopes = Scopes,
        Ticket = Ticket,
        Reason = Reason,
        DurationTicks = Duration.Ticks,
        RequestedTicks = now.UtcTicks,
        PendingTicks = pending.Ticks,
    };
}
