using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>Makes a tenant token of an identity provider's token, through the membership that the directory knows now. A singleton, safe for use by many threads.</summary>
/// <remarks>
/// The token is for one tenant, holds what the member's role holds there or less, and ends no later than the identity token. Another
/// tenant is another exchange: no token is ever widened. Each exchange is a record in the tenant's trail before the token is handed out.
/// </remarks>
public sealed class TenantTokenExchange
{
    private const int MaxScopes = 64;

    private readonly MintingIssuer _issuer;
    private readonly IdentityGate _gate;
    private readonly ExchangeTrail _trail;
    private readonly Patience _patience;
    private readonly AccessAction _exchange;

    internal TenantTokenExchange(MintingIssuer issuer, IdentityGate gate, ExchangeTrail trail, PolicyEngine engine)
    {
        (_issuer, _gate, _trail, _patience) = (issuer, gate, trail, engine.Patience);

        // It takes no scope: who asks has no claim yet. It only names what is asked.
        _exchange = engine.Action("operator.read", "tokens.exchange");
    }

    /// <summary>Exchanges an identity token.</summary>
    /// <param name="request">The identity token, and what is wanted for it.</param>
    /// <param name="cancellationToken">Ends the exchange; a record of it may stand nevertheless.</param>
    /// <returns>The tenant token, or why there is none. A refusal is recorded.</returns>
    /// <exception cref="ArgumentException">The nonce is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it; no token was handed out.</exception>
    public async ValueTask<TokenExchangeResult> ExchangeAsync(TokenExchangeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        TokenExchangeResult result = await ExchangeCoreAsync(request, cancellationToken).ConfigureAwait(false);
        if (!result.IsIssued)
        {
            _trail.Refused(_exchange, result.Reason, result.Detail, request.Identity.CorrelationId);
        }

        return result;
    }

    private async ValueTask<TokenExchangeResult> ExchangeCoreAsync(TokenExchangeRequest request, CancellationToken cancellationToken)
    {
        IdentityVerification verification = await _gate.VerifyAsync(request.Identity, cancellationToken).ConfigureAwait(false);
        if (verification.Identity is not { } identity)
        {
            return TokenExchangeResult.Refused(verification.Reason, verification.Detail);
        }

        string? fault = Choose(request.Tenant, identity, out Membership place);
        if (fault is not null)
        {
            return TokenExchangeResult.Refused(string.Equals(fault, TokenExchangeResult.TenantRequired) ? DenyReason.ClaimAmbiguous : DenyReason.TokenInvalid, fault);
        }

        if (ScopesOf(place, request.Scopes) is not { } scopes)
        {
            return TokenExchangeResult.Refused(DenyReason.ScopeMissing, "scope_beyond_role");
        }

        return await MintAsync(place, identity, scopes, request.Identity.CorrelationId, cancellationToken).ConfigureAwait(false);
    }

    // SECURITY: the faults are told apart in the trail alone. Outward, a tenant where one is no member is none.
    private string? Choose(string? asked, ExternalIdentity identity, out Membership place)
    {
        place = default;
        if (!_gate.TryFindUser(identity, out TenantUser? user))
        {
            return "identity_unknown";
        }

        if (asked is null)
        {
            IReadOnlyList<Membership> places = _gate.Places(user, identity);
            place = places.Count == 1 ? places[0] : default;
            return places.Count switch { 0 => "no_member", 1 => null, _ => TokenExchangeResult.TenantRequired };
        }

        if (!_issuer.Realm.Directory.TryFind(asked, out TenantEntry? entry))
        {
            return "tenant_unknown";
        }

        place = _gate.In(entry, user, identity);
        return _gate.IsOfProvider(entry, identity) ? place.Fault : "tenant_of_provider";
    }

    // SECURITY: never wider than the role. What is asked beyond it is refused and not dropped, so that nobody holds another token than he asked for.
    private List<string>? ScopesOf(Membership place, IReadOnlyList<string>? asked)
    {
        TenancyRealm realm = _issuer.Realm;
        TenantScopedScope[] held = [.. TenantRoles.ScopesOf(place.Role).Select(name => realm.OnAxisOf(place.Entry.Id, name))];
        if (asked is null)
        {
            return [.. held.Select(static s => s.ToString())];
        }

        if (asked.Count > MaxScopes || !asked.All(static name => name is not null && ScopeName.IsWellFormed(name)))
        {
            return null;
        }

        TenantScopedScope[] wanted = [.. asked.Select(name => realm.OnAxisOf(place.Entry.Id, name)).Distinct()];
        ScopeSet reached = new ScopeSet(realm.Lattice, held).Narrow(wanted);
        return reached.Count == wanted.Length ? [.. reached.Select(static s => s.ToString())] : null;
    }

    private async ValueTask<TokenExchangeResult> MintAsync(
        Membership place, ExternalIdentity identity, List<string> scopes, string? correlationId, CancellationToken cancellationToken)
    {
        TenantId tenant = place.Entry.Id;
        DateTimeOffset now = _issuer.Realm.Time.GetUtcNow();
        DateTimeOffset end = TokenEnd.Of(now, _issuer.LongestFor(tenant), identity.ExpiresAt);
        if (end <= now)
        {
            return TokenExchangeResult.Refused(DenyReason.Expired, "expired");
        }

        string? token = await _issuer.TryMintAsync(
            new TenantTokenRequest { Tenant = tenant, Subject = place.User.Id.ToString(), Scopes = scopes, NotAfter = identity.ExpiresAt },
            _patience,
            cancellationToken).ConfigureAwait(false);
        if (token is null)
        {
            return TokenExchangeResult.Refused(DenyReason.DependencyUnavailable, "mint_fault");
        }

        // SECURITY: the role was read before the mint looked at the generation. Revoked in between, the token would live with what is gone.
        if (!place.IsCurrent(_issuer))
        {
            return TokenExchangeResult.Refused(DenyReason.TokenInvalid, "revoked");
        }

        return await _trail.RecordAsync(_exchange, tenant, place.User.Id, correlationId, cancellationToken).ConfigureAwait(false)
            ? TokenExchangeResult.Issued(token, tenant, end)
            : TokenExchangeResult.Refused(DenyReason.AuditUnavailable, "audit");
    }
}
