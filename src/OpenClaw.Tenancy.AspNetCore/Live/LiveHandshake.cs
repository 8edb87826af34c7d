using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Credentials;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.AspNetCore.Selectors;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Binds a connection to its claim where the credential may come in the first frame, and not only in a header.</summary>
/// <remarks>A singleton from dependency injection, safe for use by many threads. Its endpoint says <c>AllowTenantless</c>, for whose it is shows here.</remarks>
public sealed class LiveHandshake
{
    private readonly CredentialReader _credentials;
    private readonly CredentialVerifiers _verifiers;
    private readonly SelectorReader _selectors;
    private readonly FrameSelectors _frames;
    private readonly LiveConnections _connections;
    private readonly PolicyEngine _engine;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly AccessAction _connect;
    private int _waiting;

    internal LiveHandshake(
        CredentialReader credentials, CredentialVerifiers verifiers, SelectorReader selectors, FrameSelectors frames, LiveConnections connections, PolicyEngine engine, LiveOptions options, TimeProvider time)
    {
        (_credentials, _verifiers, _selectors, _frames, _connections, _engine, _options, _time) = (credentials, verifiers, selectors, frames, connections, engine, options, time);

        // It only names the handshake in the trail: whoever is recognised may connect, and each message takes a scope of its own.
        _connect = engine.Action("operator.read", LiveConnections.ActionName);
    }

    /// <summary>How many connections wait for their first frame.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Whether a request brings a credential of its own, so that none need come in the first frame.</summary>
    /// <param name="context">The request.</param>
    /// <returns>True also for a credential that will be refused.</returns>
    public static bool HasCredential(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Request.Headers.Authorization.Count != 0;
    }

    /// <summary>Takes a place among those who wait for their first frame, before a connection is accepted.</summary>
    /// <param name="context">The request.</param>
    /// <returns>False where there is none, which is recorded. What is taken is given back by <see cref="Leave"/>.</returns>
    public bool TryEnter(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Interlocked.Increment(ref _waiting) <= _options.MaxHandshakes)
        {
            return true;
        }

        Interlocked.Decrement(ref _waiting);
        RefuseStranger(context, "too_many_handshakes");
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _waiting);

    /// <summary>Reads the first frame, within its time and size.</summary>
    /// <param name="context">The request.</param>
    /// <param name="socket">The connection.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The frame, or why the connection is to be closed; a refusal is recorded.</returns>
    public async ValueTask<(ReadOnlyMemory<byte> Frame, LiveEnding? Ending)> ReceiveFirstAsync(HttpContext context, WebSocket socket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(socket);
        using var frames = new FrameReader(socket, _options.MaxHandshakeBytes);
        Task<FrameRead> reading = frames.ReadAsync(cancellationToken).AsTask();
        try
        {
            FrameRead read = await reading.WaitAsync(_options.HandshakeTimeout, _time, cancellationToken).ConfigureAwait(false);
            if (read.Ending is null)
            {
                return (read.Message.ToArray(), null);
            }

            if (read.Ending.IsRefusal)
            {
                RefuseStranger(context, "first_frame");
            }

            return (default, read.Ending);
        }
        catch (TimeoutException)
        {
            RefuseStranger(context, "no_first_frame");
            return (default, LiveEnding.ClaimMissing);
        }
    }

    /// <summary>Records that a first frame was none that a host understands.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The ending.</returns>
    public LiveEnding RefuseFirst(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        RefuseStranger(context, "first_frame");
        return LiveEnding.InvalidMessage;
    }

    /// <summary>Recognises whoever connects, by what the request and the first frame bring, and opens a connection for him.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The credential of the first frame, or null. A request that brings one too is refused.</param>
    /// <param name="scopes">The scopes that the other end asks for, by name; the connection has those of them that its claim reaches. Null: all that it reaches. Empty: none.</param>
    /// <param name="frame">The first frame, whose selectors must agree with the claim as those of the request. Empty: there was none.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>The connection, or why there is none; a refusal is recorded, once.</returns>
    public async ValueTask<LiveOpening> OpenAsync(
        HttpContext context, string? token, IReadOnlyCollection<string>? scopes, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        PresentedClaim presented = await PresentedAsync(context, token, cancellationToken).ConfigureAwait(false);
        AccessRequest request = presented.Claim is { } found
            ? new AccessRequest(found, _connect, default, _time.GetUtcNow())
            : AccessRequest.WithoutClaim(_connect, _time.GetUtcNow(), presented.Fault, presented.Detail);
        request = request with { Selection = _selectors.Read(context), CorrelationId = context.TraceIdentifier };
        DenyReason reason = _engine.Recognize(in request);
        if (reason != DenyReason.None)
        {
            return LiveOpening.Refused(Problem.For(reason));
        }

        bool agrees = frame.IsEmpty || _frames.Check(frame.Span, presented.Claim!) == FrameFault.None;
        return agrees && TryNarrow(presented.Claim!, scopes, out VerifiedTenantClaim? claim)
            ? _connections.Open(claim, context.TraceIdentifier)
            : LiveOpening.Refused(Problem.For(_engine.Refuse(in request, DenyReason.SelectorMismatch)));
    }

    private void RefuseStranger(HttpContext context, string detail)
    {
        AccessRequest request = AccessRequest.WithoutClaim(_connect, _time.GetUtcNow(), DenyReason.ClaimMissing, detail) with { CorrelationId = context.TraceIdentifier };
        _engine.Refuse(in request, DenyReason.ClaimMissing);
    }

    private async ValueTask<PresentedClaim> PresentedAsync(HttpContext context, string? token, CancellationToken cancellationToken)
    {
        // A host without tenancy acts by its one claim, and looks at no credential.
        if (_engine.Mode == TenancyMode.Disabled)
        {
            return new PresentedClaim(context.RequestServices.GetRequiredService<TenantContext>().Claim, DenyReason.None, null);
        }

        PresentedClaim presented = await _credentials.ReadAsync(context).ConfigureAwait(false);
        if (token is null)
        {
            return presented;
        }

        // Both are looked at before one is said to be too many, as with a request.
        return PresentedClaim.Both(presented, PresentedClaim.From(
            await _verifiers.VerifyAsync(new PresentedCredential(token, context.Connection.ClientCertificate), cancellationToken).ConfigureAwait(false)));
    }

    // What is asked for is cut to what the claim reaches on its own axis. A scope of another tenant is no narrower wish but another tenant's name.
    private bool TryNarrow(VerifiedTenantClaim claim, IReadOnlyCollection<string>? names, [NotNullWhen(true)] out VerifiedTenantClaim? narrowed)
    {
        narrowed = claim;
        if (names is null)
        {
            return true;
        }

        bool isGlobal = _engine.Mode == TenancyMode.Disabled || (claim.IsPlatform && claim.Grant is null);
        var asked = new List<TenantScopedScope>();
        foreach (string name in names)
        {
            if (!TenantScopedScope.TryFrom(name, out TenantScopedScope? scope))
            {
                continue;
            }

            if (!scope.IsGlobal && scope.Tenant != claim.ReachedTenant)
            {
                narrowed = null;
                return false;
            }

            asked.Add(isGlobal || !scope.IsGlobal ? scope : TenantScopedScope.ForTenant(scope.Name, claim.ReachedTenant));
        }

        narrowed = claim.Delegate(claim.Subject, asked, claim.ExpiresAt);
        return true;
    }
}
