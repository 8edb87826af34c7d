namespace OpenClaw.Tenancy.Exchange;

/// <summary>Where a user belongs after what he asked for was done, or why it was not. The default is a refusal.</summary>
/// <remarks><see cref="Reason"/> may be shown outside. <see cref="Detail"/> is for the audit alone.</remarks>
public readonly struct TenantIdentityResult
{
    private readonly IReadOnlyList<OwnTenant>? _tenants;
    private readonly DenyReason _reason;

    private TenantIdentityResult(IReadOnlyList<OwnTenant>? tenants, DenyReason reason, string? detail, bool isConflict) =>
        (_tenants, _reason, Detail, IsConflict) = (tenants, reason, detail, isConflict);

    /// <summary>The user's own tenants in which the identity token counts, in the order of their ids; of an accepted invitation, the one that it was for. Empty after a refusal.</summary>
    public IReadOnlyList<OwnTenant> Tenants => _tenants ?? [];

    /// <summary>Why it was not done; <see cref="DenyReason.None"/> when it was.</summary>
    public DenyReason Reason => !IsDone && _reason is DenyReason.None or DenyReason.Unspecified ? DenyReason.TokenInvalid : _reason;

    /// <summary>The rule that refused it, for the audit alone: a fixed word, never a part of the request.</summary>
    public string? Detail { get; }

    /// <summary>Whether it was refused for what is there already: a membership, another link, the last identity, a limit.</summary>
    public bool IsConflict { get; }

    /// <summary>Whether it was done.</summary>
    public bool IsDone => _tenants is not null;

    /// <summary>Says what kind of object this is, and nothing of the user.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(TenantIdentityResult);

    internal static TenantIdentityResult Done(IReadOnlyList<OwnTenant> tenants) => new(tenants, DenyReason.None, detail: null, isConflict: false);

    internal static TenantIdentityResult Refused(DenyReason reason, string? detail) => new(tenants: null, reason, detail ?? "unspecified", isConflict: false);

    internal static TenantIdentityResult Conflict(string detail) => new(tenants: null, DenyReason.PolicyForbid, detail, isConflict: true);
}
