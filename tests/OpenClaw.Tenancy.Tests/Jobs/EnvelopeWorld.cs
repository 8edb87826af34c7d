using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>A host that seals and opens envelopes.</summary>
internal sealed class EnvelopeWorld : IDisposable
{
    internal const string Purpose = "mail/send";
    internal static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"to":"somebody"}""");

    internal EnvelopeWorld(
        Action<TenancyOptions>? options = null, Action<TenancyBuilder>? build = null, Action<TenantEnvelopeOptions>? envelopes = null, ITenancySigner? signer = null, ManualTime? time = null)
    {
        Signer = signer ?? EcdsaSigner.Generate();
        World = new TestWorld(
            options,
            b =>
            {
                b.UseLedger(_ => Ledger);
                b.Services.AddSingleton(Signer);
                b.AddTenantEnvelopes(envelopes);
                build?.Invoke(b);
            },
            time);
    }

    internal DurableLedger Ledger { get; } = new();

    internal ITenancySigner Signer { get; }

    internal TestWorld World { get; }

    internal ManualTime Time => World.Time;

    internal TenantEnvelopes Envelopes => World.Services.GetRequiredService<TenantEnvelopes>();

    internal AuditEnvelope Last => Ledger.Emitted[^1];

    public void Dispose() => World.Dispose();

    /// <summary>Somebody of acme whom another issuer lets in.</summary>
    internal VerifiedTenantClaim ClaimAt(string issuer, string subject) => World.IssuerOf(issuer).Accept(new TenantClaim
    {
        Issuer = issuer, Tenant = "acme", Subject = subject, IssuedAt = Time.Now, ExpiresAt = Time.Now + TimeSpan.FromMinutes(1),
    }).Claim!;

    internal async Task<TenantEnvelope> SealAsync(VerifiedTenantClaim claim, string purpose = Purpose, byte[]? body = null, TimeSpan? lifetime = null, params string[]? scopes)
    {
        EnvelopeSealing sealing = await Envelopes.SealAsync(
            claim,
            new EnvelopeRequest
            {
                Purpose = purpose,
                Lifetime = lifetime,
                Scopes = scopes is { Length: > 0 } ? [.. scopes.Select(s => TenantScopedScope.ForTenant(s, claim.Tenant))] : null,
                CorrelationId = "corr-7",
                RunId = "run-7",
            },
            body ?? Body,
            default);
        return sealing.Envelope ?? throw new InvalidOperationException($"{sealing.Reason}: {sealing.Detail}");
    }

    internal Task<TenantEnvelope> SealAsync(TenantId? tenant = null) => SealAsync(World.Claim(tenant ?? TestWorld.Acme, "operator.write"));

    internal EnvelopeOpening Open(TenantEnvelope envelope) => Envelopes.Open(envelope.Text, envelope.Purpose, Body);

    internal EnvelopeOpening Open(string? text) => Envelopes.Open(text, Purpose, Body);
}
