using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>Makes short-lived tokens with which a control plane calls the runtime of a tenant. A singleton, safe for use by many threads.</summary>
/// <remarks>
/// A token is for the runtime that the directory registers for the tenant of the permit, and for no other. It holds a part of what the
/// permit's claim holds, and ends no later. Where the runtime has a directory of its own, the issuer writes no generation, and the
/// token lives on after a revocation here until it ends: keep its life short.
/// </remarks>
public sealed class RuntimeTokens
{
    private readonly MintingIssuer _issuer;
    private readonly PolicyEngine _engine;

    internal RuntimeTokens(MintingIssuer issuer, PolicyEngine engine)
    {
        (_issuer, _engine) = (issuer, engine);

        // What is done with the token takes its own scope at the runtime; here it takes the least that there is.
        Issue = engine.Action("operator.read", "runtime_tokens.issue", AccessActionKind.TenantPrivilege);
    }

    /// <summary>To have a token made for the runtime of one's own tenant. A record stands before it.</summary>
    public AccessAction Issue { get; }

    /// <summary>Makes a token for the runtime of the permit's tenant. A permit may be used again while it lives: each call makes another token.</summary>
    /// <param name="permit">A permit for <see cref="Issue"/>.</param>
    /// <param name="request">How much of the claim goes on.</param>
    /// <param name="cancellationToken">Ends the minting.</param>
    /// <returns>The token, or why there is none. A refusal is recorded.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is shorter than one second.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async ValueTask<RuntimeTokenResult> IssueAsync(AccessPermit permit, RuntimeTokenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Lifetime ?? TimeSpan.MaxValue, TimeSpan.FromSeconds(1), nameof(request));
        TenantId tenant = _engine.Demand(permit, Issue);
        RuntimeTokenResult result = await IssueCoreAsync(permit, tenant, request, cancellationToken).ConfigureAwait(false);
        if (!result.IsIssued)
        {
            var refused = new AccessRequest(permit.Claim, Issue, ResourceRef.Collection(tenant), _issuer.Realm.Time.GetUtcNow()) { CorrelationId = request.CorrelationId };
            _engine.Refuse(in refused, result.Reason);
        }

        return result;
    }

    private async ValueTask<RuntimeTokenResult> IssueCoreAsync(AccessPermit permit, TenantId tenant, RuntimeTokenRequest request, CancellationToken cancellationToken)
    {
        // SECURITY: a right to cross tenants is this deployment's own, and is not carried into another.
        if (permit.EffectiveTenant != tenant || tenant == TenantId.Platform)
        {
            return RuntimeTokenResult.Refused(DenyReason.PolicyDenied, "crosses_tenants");
        }

        if (!_issuer.Realm.Directory.TryFind(tenant.ToString(), out TenantEntry? entry) || !_issuer.MaySpeakFor(entry) || entry.RuntimeId is not { Length: > 0 } runtime)
        {
            return RuntimeTokenResult.Refused(DenyReason.PolicyDenied, "no_runtime");
        }

        DateTimeOffset now = _issuer.Realm.Time.GetUtcNow();
        TimeSpan longest = _issuer.LongestFor(tenant);
        TimeSpan lifetime = request.Lifetime is { } asked && asked < longest ? asked : longest;
        VerifiedTenantClaim part = permit.Claim.Delegate(permit.Claim.Subject, request.Scopes ?? [.. permit.Claim.Scopes], now + lifetime);
        DateTimeOffset end = TokenEnd.Of(now, lifetime, part.ExpiresAt);
        if (part.Scopes.Count == 0 || end <= now)
        {
            return end <= now ? RuntimeTokenResult.Refused(DenyReason.Expired, "expired") : RuntimeTokenResult.Refused(DenyReason.ScopeMissing, "no_scope");
        }

        string? token = await _issuer.TryMintAsync(RequestOf(part, runtime, lifetime), _engine.Patience, cancellationToken).ConfigureAwait(false);
        if (token is null)
        {
            return RuntimeTokenResult.Refused(DenyReason.DependencyUnavailable, "mint_fault");
        }

        // SECURITY: what was revoked, or given another runtime, while the token was made has no token.
        return !_engine.Holds(permit, Issue, resourceId: null, _issuer.Realm.Time.GetUtcNow()) ? RuntimeTokenResult.Refused(DenyReason.Revoked, "revoked")
            : !string.Equals(entry.RuntimeId, runtime) ? RuntimeTokenResult.Refused(DenyReason.PolicyDenied, "no_runtime")
            : RuntimeTokenResult.Issued(token, runtime, end);
    }

    private static TenantTokenRequest RequestOf(VerifiedTenantClaim part, string runtime, TimeSpan lifetime) => new()
    {
        Tenant = part.Tenant,
        Subject = part.Subject,
        Scopes = [.. part.Scopes.Select(static s => s.ToString())],
        Lifetime = lifetime,
        NotAfter = part.ExpiresAt,
        Audience = runtime,
        Actor = part.Actor,
    };
}
