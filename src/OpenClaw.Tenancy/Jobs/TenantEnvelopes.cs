using System.Security.Cryptography;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>Seals claims into envelopes, and opens them: the way of a tenant across queues, timers and processes. A singleton, safe for use by many threads.</summary>
/// <remarks>
/// An envelope may outlive the token that it was asked for with. It opens nothing once its tenant is deleted or suspended, its member removed or
/// given another role, its credential revoked, its API key or grant over, or its own end has come.
/// </remarks>
public sealed class TenantEnvelopes
{
    private const int MaxText = 256;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly EnvelopeSigner _signer;
    private readonly EnvelopeDoor _door;
    private readonly EnvelopeTrail _trail;
    private readonly TenancyRealm _realm;
    private readonly PolicyEngine _engine;
    private readonly TenantEnvelopeOptions _options;
    private readonly AccessAction _seal;
    private readonly AccessAction _open;

    internal TenantEnvelopes(EnvelopeSigner signer, EnvelopeDoor door, EnvelopeTrail trail, TenancyRealm realm, PolicyEngine engine, TenantEnvelopeOptions options)
    {
        (_signer, _door, _trail, _realm, _engine, _options) = (signer, door, trail, realm, engine, options);

        // They take part in no decision about a scope: they only name what is asked.
        (_seal, _open) = (engine.Action("operator.read", "envelopes.seal"), engine.Action("operator.read", "envelopes.open"));
    }

    /// <summary>Seals the claim of a scope.</summary>
    /// <param name="tenant">The scope's context.</param>
    /// <param name="request">What for, and how much of the claim goes on.</param>
    /// <param name="body">What goes with it: it opens with exactly these bytes.</param>
    /// <param name="cancellationToken">Ends the waiting for the signature.</param>
    /// <returns>The envelope, or why there is none. A refusal is recorded.</returns>
    /// <exception cref="ArgumentException">The purpose or the subject is malformed.</exception>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended; or its claim has ended; or it came by a break-glass grant and has earned no permit here yet.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public ValueTask<EnvelopeSealing> SealAsync(TenantContext tenant, EnvelopeRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(request);

        // SECURITY: as whatever touches the tenant's data: a grant's use is on record before it.
        _ = tenant.Tenant;
        return SealAsync(tenant.Claim, request, body, request.CorrelationId ?? tenant.CorrelationId, request.RunId ?? tenant.RunId, cancellationToken);
    }

    /// <summary>Seals a claim, for work that a host starts by itself. One that came by a break-glass grant is sealed from its scope alone.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="request">What for, and how much of the claim goes on.</param>
    /// <param name="body">What goes with it: it opens with exactly these bytes.</param>
    /// <param name="cancellationToken">Ends the waiting for the signature.</param>
    /// <returns>The envelope, or why there is none. A refusal is recorded.</returns>
    /// <exception cref="ArgumentException">The purpose or the subject is malformed, or the claim came by a grant.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public ValueTask<EnvelopeSealing> SealAsync(VerifiedTenantClaim claim, EnvelopeRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(request);
        return claim.Grant is null ? SealAsync(claim, request, body, request.CorrelationId, request.RunId, cancellationToken) : throw new ArgumentException(
            "Each act under a break-glass grant is recorded before it happens. Seal from the TenantContext of a scope that has earned a permit.", nameof(claim));
    }

    /// <summary>Opens an envelope for exactly its purpose and its body.</summary>
    /// <param name="text">The text, from wherever it came.</param>
    /// <param name="purpose">What it is opened for.</param>
    /// <param name="body">What came with it.</param>
    /// <returns>The claim, or why there is none. What opens nothing ever again is recorded once for each call.</returns>
    /// <exception cref="ArgumentException">The purpose is malformed.</exception>
    public EnvelopeOpening Open(string? text, string purpose, ReadOnlySpan<byte> body)
    {
        EnvelopePurpose.Require(purpose);
        EnvelopeContent? content = _signer.Read(text, out string? fault);
        fault ??= !string.Equals(content!.Purpose, purpose) ? "envelope_purpose" : content.Body != Digest256.Of(body) ? "envelope_body" : null;
        if (fault is not null)
        {
            _trail.Stranger(_open, fault);
            return EnvelopeOpening.Refused(DenyReason.TokenInvalid);
        }

        long now = _realm.Steady.NowTicks;
        if (content!.EndTicks <= now)
        {
            return Refused(content, DenyReason.Expired, "expired");
        }

        // INVARIANT: no more life before it than the longest, by whosever clock it was sealed. A clock that is behind catches up.
        if (content.EndTicks - now > (_options.MaxLifetime + Skew).Ticks)
        {
            return EnvelopeOpening.Later(DenyReason.DependencyUnavailable);
        }

        EnvelopeAdmission admission = _door.Accept(content.Claim, content.EndTicks);
        if (admission.Acceptance.Claim is not { } claim)
        {
            return admission.MayBeLater
                ? EnvelopeOpening.Later(admission.Acceptance.Reason)
                : Refused(content, admission.Acceptance.Reason, admission.Acceptance.Detail);
        }

        // The gates of this process's own claims: its pin above all. They record what they refuse.
        var request = new AccessRequest(claim, _open, default, _realm.Time.GetUtcNow()) { CorrelationId = content.CorrelationId, RunId = content.RunId };
        DenyReason reason = _engine.Recognize(in request);
        return reason == DenyReason.None ? EnvelopeOpening.Opened(claim, content.CorrelationId, content.RunId) : EnvelopeOpening.Refused(reason);
    }

    /// <summary>How long an envelope lives that is asked for with a lifetime, or without one.</summary>
    internal TimeSpan LifetimeOf(TimeSpan? asked) => asked is { } shorter && shorter < _options.MaxLifetime ? shorter : _options.MaxLifetime;

    private async ValueTask<EnvelopeSealing> SealAsync(
        VerifiedTenantClaim claim, EnvelopeRequest request, ReadOnlyMemory<byte> body, string? correlationId, string? runId, CancellationToken cancellationToken)
    {
        string purpose = EnvelopePurpose.Require(request.Purpose);
        string subject = request.Subject ?? claim.Subject;
        if (subject.Length is 0 or > MaxText)
        {
            throw new ArgumentException("The subject is empty or longer than 256 characters.", nameof(request));
        }

        // INVARIANT: taken first and asked then. What is revoked in between is found by the asking, and what is revoked later by the opening.
        SealedClaim taken = _door.Take(claim, ScopesOf(claim, request, out bool reached), subject);
        var asked = new AccessRequest(claim, _seal, default, _realm.Time.GetUtcNow()) { CorrelationId = correlationId, RunId = runId };
        DenyReason fault = _engine.Recognize(in asked);
        if (fault != DenyReason.None)
        {
            return EnvelopeSealing.Refused(fault);
        }

        long now = _realm.Steady.NowTicks;
        long end = Math.Min(now + LifetimeOf(request.Lifetime).Ticks, claim.LatestEndTicks);
        (DenyReason reason, string? detail) = !reached ? (DenyReason.ScopeMissing, null)
            : body.Length > _options.MaxBodyBytes ? (DenyReason.PolicyDenied, "body_length")
            : end <= now ? (DenyReason.Expired, "expired")
            : (DenyReason.None, (string?)null);
        if (reason != DenyReason.None)
        {
            _engine.Refuse(in asked, reason);
            return EnvelopeSealing.Refused(reason, detail);
        }

        var content = new EnvelopeContent
        {
            Id = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Purpose = purpose,
            Body = Digest256.Of(body.Span),
            EndTicks = end,
            CorrelationId = Cut(correlationId),
            RunId = Cut(runId),
            Claim = taken,
        };
        string? text = await _signer.TrySignAsync(content, cancellationToken).ConfigureAwait(false);
        if (text is null or { Length: > TenantEnvelope.MaxLength })
        {
            reason = text is null ? DenyReason.DependencyUnavailable : DenyReason.PolicyDenied;
            _engine.Refuse(in asked, reason);
            return EnvelopeSealing.Refused(reason, text is null ? "signer" : "envelope_length");
        }

        return EnvelopeSealing.Sealed(Make(content, claim.ReachedTenant, text));
    }

    private static TenantEnvelope Make(EnvelopeContent content, TenantId tenant, string text) =>
        new(content.Id, tenant, content.Purpose, new DateTimeOffset(content.EndTicks, TimeSpan.Zero), text);

    // SECURITY: what is asked beyond the claim is refused and not dropped, so that nobody carries another envelope than he asked for.
    private List<string>? ScopesOf(VerifiedTenantClaim claim, EnvelopeRequest request, out bool reached)
    {
        ScopeSet held = claim.Grant?.Scopes ?? claim.Scopes;
        TenantScopedScope[]? asked = request.Scopes is null ? null : [.. request.Scopes.Distinct()];
        ScopeSet part = asked is null ? held : held.Narrow(asked);
        reached = asked is null || part.Count == asked.Length;
        return asked is null && ReferenceEquals(claim, _realm.HostClaim) ? null : [.. part.Select(static s => s.Name)];
    }

    private EnvelopeOpening Refused(EnvelopeContent content, DenyReason reason, string? detail)
    {
        _trail.Refused(_open.Name, content, reason, detail);
        return EnvelopeOpening.Refused(reason);
    }

    private static string? Cut(string? text) => text is { Length: > MaxText } ? text[..MaxText] : text;
}
