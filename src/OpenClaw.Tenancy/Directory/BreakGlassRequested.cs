using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A platform operator asks to act in a tenant. It opens nothing.</summary>
internal sealed class BreakGlassRequested : TenantChange
{
    public required string Grant { get; init; }

    public required LinkedIdentity Requester { get; init; }

    /// <summary>Names of scopes, which count on the target's axis.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public required string Ticket { get; init; }

    public required string Reason { get; init; }

    /// <summary>How long it is open from the approval on. There is no grant without an end.</summary>
    public required long DurationTicks { get; init; }

    public required long RequestedTicks { get; init; }

    /// <summary>How long it waits for an approval.</summary>
    public required long PendingTicks { get; init; }

    internal override void Check()
    {
        ChangeText.RequireId(Grant, nameof(Grant));
        ChangeText.Require(Requester?.Issuer, nameof(Requester));
        ChangeText.Require(Requester?.Subject, nameof(Requester));
        RequireSaid(Ticket, nameof(Ticket));
        RequireSaid(Reason, nameof(Reason));
        if (Scopes is not { Count: > 0 and <= DirectoryLimits.GrantScopes } || Scopes.Distinct(StringComparer.Ordinal).Count() != Scopes.Count)
        {
            throw new ArgumentException($"A break-glass grant gives between one and {DirectoryLimits.GrantScopes} scopes, each named once.", nameof(Scopes));
        }

        foreach (string scope in Scopes)
        {
            ScopeName.Require(scope);
        }

        RequireSpan(DurationTicks, nameof(DurationTicks));
        RequireSpan(PendingTicks, nameof(PendingTicks));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RequestedTicks, 0, nameof(RequestedTicks));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RequestedTicks, DateTime.MaxValue.Ticks - (2 * DirectoryLimits.GrantTicks), nameof(RequestedTicks));
    }

    private protected override DirectoryRefusal? RefusalFor(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        world.Fixed.Contains(entry.Id) ? DirectoryRefusal.NotAllowed("A break-glass grant opens a tenant, and never the platform's own.")
        : entry.Status != TenantStatus.Active ? DirectoryRefusal.Conflict($"The tenant is {entry.Status}, and nothing opens it. Open it first.")
        : world.Grants.TryFind(Grant, out _) ? DirectoryRefusal.Conflict("The break-glass grant is there already. Mint a new id.")
        : !BreakGlassChange.IsNear(RequestedTicks, in at) ? DirectoryRefusal.Conflict("The clock of whoever asks is not that of the directory. Set it right.")
        : world.OpenGrantsOf(Requester, at.Ticks) >= DirectoryLimits.GrantsOfOne ? TooManyOf
        : world.Grants.IsFull ? DirectoryRefusal.LimitReached("There are too many break-glass grants that nobody has looked at. Review those that have ended.")
        : null;

    private protected override void CommitTo(TenantEntry entry, DirectoryWorld world, in DirectoryMoment at) =>
        world.Grants.Add(new BreakGlassGrant(GrantId.From(Grant), entry, new GrantTerms(this), in at));

    /// <summary>That somebody has as many as one may have.</summary>
    // SECURITY: else one operator takes every place, and nobody else can ask while he waits.
    internal static DirectoryRefusal TooManyOf { get; } = DirectoryRefusal.LimitReached("Whoever asks has as many break-glass requests and open grants as one may have. Take one of them back, or wait until one is over.");

    private static void RequireSaid(string? text, string name)
    {
        ChangeText.RequireLabel(text, name);
        ArgumentException.ThrowIfNullOrWhiteSpace(text, name);
    }

    private static void RequireSpan(long ticks, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ticks, 0, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticks, DirectoryLimits.GrantTicks, name);
    }
}
