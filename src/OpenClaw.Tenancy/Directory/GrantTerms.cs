using System.Globalization;

namespace OpenClaw.Tenancy.Directory;

/// <summary>What was asked for, whole. Immutable: whoever wants something else asks anew.</summary>
internal sealed class GrantTerms(BreakGlassRequested said)
{
    private const string Kind = "openclaw-tenancy/break-glass/v1";

    internal LinkedIdentity Requester { get; } = said.Requester;

    internal IReadOnlyList<string> Scopes { get; } = [.. said.Scopes];

    internal string Ticket { get; } = said.Ticket;

    internal string Reason { get; } = said.Reason;

    internal long DurationTicks { get; } = said.DurationTicks;

    internal long RequestedTicks { get; } = said.RequestedTicks;

    internal long LapsesTicks { get; } = said.RequestedTicks + said.PendingTicks;

    /// <summary>The digest over everything that was asked for. What approves the request names it.</summary>
    // SECURITY: every field of the request, in one order, each with its length before it. One that is left out could be edited after the approval.
    internal Digest256 Digest { get; } = FieldDigest.Of(
    [
        Kind, said.Grant, said.Requester.Issuer, said.Requester.Subject, said.Tenant,
        Number(said.Scopes.Count), .. said.Scopes,
        said.Ticket, said.Reason, Number(said.DurationTicks), Number(said.RequestedTicks), Number(said.PendingTicks),
    ]);

    internal static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
