using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>What a signer of envelopes was led to sign lets nobody in whom no claim could: not everybody of a tenant, and not another than the host.</summary>
public sealed class EnvelopeContentTests : IDisposable
{
    private readonly EcdsaSigner _signer = EcdsaSigner.Generate();

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("Operator.Write")]
    [InlineData("operator.write@acme")]
    [InlineData("")]
    public async Task Envelope_of_a_tenant_holds_named_scopes_and_never_all(string? scope)
    {
        using var world = new EnvelopeWorld(signer: _signer);
        string text = (await world.SealAsync()).Text;
        Assert.True(world.Open(await SignedFields.ChangeAsync(_signer, text, static f => f.Add("operator.read"))).IsOpen);

        EnvelopeOpening opening = world.Open(await SignedFields.ChangeAsync(_signer, text, fields =>
        {
            if (scope is null)
            {
                SignedFields.HoldAll(fields);
            }
            else
            {
                fields.Add(scope);
            }
        }));

        Assert.Equal((false, false, DenyReason.TokenInvalid, "envelope_scope"), (opening.IsOpen, opening.MayOpenLater, opening.Reason, world.Last.Detail));
    }

    [Theory]
    [InlineData(SignedFields.Tenant, "acme")]
    [InlineData(SignedFields.Issuer, "idp")]
    [InlineData(SignedFields.Holder, "somebody")]
    [InlineData(SignedFields.ActorIssuer, "=idp")]
    public async Task Each_name_of_the_hosts_own_claim_must_be_the_hosts(int field, string text)
    {
        using var world = new EnvelopeWorld(static o => o.Mode = TenancyMode.Disabled, signer: _signer);
        TenantEnvelope envelope = await SealHostAsync(world);
        Assert.True(world.Open(await SignedFields.ChangeAsync(_signer, envelope.Text, static _ => { })).IsOpen);

        EnvelopeOpening opening = world.Open(await SignedFields.ChangeAsync(_signer, envelope.Text, fields =>
        {
            fields[field] = text;
            fields[SignedFields.ActorSubject] = field == SignedFields.ActorIssuer ? "=bot" : fields[SignedFields.ActorSubject];
        }));

        Assert.Equal((false, false, DenyReason.TokenInvalid, "envelope_mode"), (opening.IsOpen, opening.MayOpenLater, opening.Reason, world.Last.Detail));
    }

    private static async Task<TenantEnvelope> SealHostAsync(EnvelopeWorld world)
    {
        using IServiceScope scope = world.World.Services.CreateScope();
        TenantContext context = scope.ServiceProvider.GetRequiredService<TenantContext>();
        return (await world.Envelopes.SealAsync(context, new EnvelopeRequest { Purpose = EnvelopeWorld.Purpose }, EnvelopeWorld.Body, default)).Envelope!;
    }
}
