using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>Envelopes outlive a release, so their form is what it was; and another form opens nothing, whoever signed it.</summary>
public sealed class EnvelopeFormTests : IDisposable
{
    private readonly EnvelopeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Content_has_these_fields_in_this_order()
    {
        TenantEnvelope envelope = await _world.SealAsync();

        string[] fields = [.. EnvelopeBytes.Fields(envelope.Text.Split('.')[2]).Select(Encoding.UTF8.GetString)];

        string end = envelope.ExpiresAt.UtcTicks.ToString(CultureInfo.InvariantCulture);
        string issued = _world.Time.Now.UtcTicks.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(
            [envelope.Id, "mail/send", Digest256.Of(EnvelopeWorld.Body).ToString(), end, "=corr-7", "=run-7", "acme", "idp", "someone"], fields[..9]);
        Assert.Equal(["someone", "=c1", issued, "", "", "", "", "some", "operator.write"], fields[12..]);
        Assert.Matches("^[0-9a-f]{32}$", envelope.Id);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(14)]
    public async Task No_number_is_larger_than_the_last_moment(int field)
    {
        List<byte[]> fields = await FieldsAsync();
        string last = DateTimeOffset.MaxValue.UtcTicks.ToString(CultureInfo.InvariantCulture);

        foreach (string number in (string[])[$"{DateTimeOffset.MaxValue.UtcTicks + 1}", $"{long.MaxValue}", $"{last}0", "-1", ""])
        {
            fields[field] = Encoding.ASCII.GetBytes(number);
            RequireForm(await EnvelopeBytes.SignedAsync(_world.Signer, fields));
        }

        // It is of the form; that it lives longer than any envelope is found then.
        fields[3] = Encoding.ASCII.GetBytes(last);
        fields[field] = Encoding.ASCII.GetBytes(last);
        EnvelopeOpening opening = _world.Open(await EnvelopeBytes.SignedAsync(_world.Signer, fields));
        Assert.Equal((false, true, DenyReason.DependencyUnavailable), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    public async Task Bytes_that_are_no_text_open_nothing(int field)
    {
        List<byte[]> fields = await FieldsAsync();
        fields[field] = [.. fields[field], 0xff];

        RequireForm(await EnvelopeBytes.SignedAsync(_world.Signer, fields));
    }

    [Fact]
    public async Task Scope_without_a_name_opens_nothing()
    {
        EnvelopeOpening opening = _world.Open(await EnvelopeBytes.SignedAsync(_world.Signer, [.. await FieldsAsync(), []]));

        Assert.Equal((false, false, DenyReason.TokenInvalid), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
        Assert.Equal((TestWorld.Acme, "envelope_scope"), (_world.Last.Tenant, _world.Last.Detail));
    }

    [Fact]
    public async Task Text_of_the_longest_length_opens_and_a_longer_one_is_neither_sealed_nor_opened()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme, [.. Enumerable.Range(0, 93).Select(static i => $"s{new string('x', 120)}{i:00}")]);
        int length = 0;
        string purpose = "p";
        for (; length < TenantEnvelope.MaxLength; purpose += "p")
        {
            TenantEnvelope envelope = await _world.SealAsync(claim, purpose);
            Assert.True(_world.Open(envelope).IsOpen);
            length = envelope.Text.Length;
        }

        Assert.Equal(TenantEnvelope.MaxLength, length);
        EnvelopeSealing longer = await _world.Envelopes.SealAsync(claim, new EnvelopeRequest { Purpose = purpose, CorrelationId = "corr-7", RunId = "run-7" }, default, default);
        Assert.Equal((null, DenyReason.PolicyDenied, "envelope_length", "policy_denied"), (longer.Envelope, longer.Reason, longer.Detail, _world.Last.ReasonCode));
        List<byte[]> fields = await FieldsAsync();
        fields[5] = Encoding.ASCII.GetBytes("=" + new string('r', 13_000));
        RequireForm(await EnvelopeBytes.SignedAsync(_world.Signer, fields));
    }

    // The ids of these two keys are the same, which are four bytes of a digest.
    [Theory]
    [InlineData(111_185)]
    [InlineData(112_152)]
    public async Task Two_trusted_keys_of_one_id_open_what_either_sealed(int secret)
    {
        using EcdsaSigner one = Signer(111_185);
        using EcdsaSigner other = Signer(112_152);
        Assert.Equal(one.Key.Id, other.Key.Id);
        using EcdsaSigner sealer = Signer(secret);
        using var sealing = new EnvelopeWorld(signer: sealer, time: _world.Time);
        using var opening = new EnvelopeWorld(signer: one, envelopes: o => o.AlsoTrust(other.Key), time: _world.Time);

        Assert.True(opening.Open(await sealing.SealAsync()).IsOpen);
    }

    private async Task<List<byte[]>> FieldsAsync() => EnvelopeBytes.Fields((await _world.SealAsync()).Text.Split('.')[2]);

    private void RequireForm(string text)
    {
        EnvelopeOpening opening = _world.Open(text);
        Assert.Equal((false, false, DenyReason.TokenInvalid), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
        Assert.Equal((TenantId.Platform, "envelope_form"), (_world.Last.Tenant, _world.Last.Detail));
    }

    private static EcdsaSigner Signer(int secret)
    {
        byte[] number = new byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(number.AsSpan(28), secret);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number });
        return EcdsaSigner.FromPem(key.ExportPkcs8PrivateKeyPem());
    }
}
