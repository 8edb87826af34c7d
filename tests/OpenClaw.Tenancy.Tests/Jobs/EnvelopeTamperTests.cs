using System.Buffers.Text;
using System.Text;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>Whatever is changed of an envelope, it opens nothing, for one reason and with one record in the platform's trail.</summary>
public sealed class EnvelopeTamperTests : IDisposable
{
    private readonly EnvelopeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Each_character_changed_in_each_of_several_ways_is_refused()
    {
        string text = (await _world.SealAsync()).Text;
        Assert.True(_world.Open(text).IsOpen);
        using var count = new CaseCount("tampering/envelopes", "characters and bits of a signed envelope of background work changed");
        int tried = 0;
        for (int i = 0; i < text.Length; i++)
        {
            foreach (char other in (char[])[(char)(text[i] ^ 1), (char)(text[i] ^ 0x20), 'A', '.', '=', '\0', 'é'])
            {
                if (other != text[i])
                {
                    RequireRefused($"{text[..i]}{other}{text[(i + 1)..]}");
                    tried++;
                }
            }

            RequireRefused(text.Remove(i, 1));
            RequireRefused(text.Insert(i, "A"));
        }

        count.Add(text.Length);
        count.Held();
        Assert.True(tried > 6 * text.Length / 2);
    }

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Each_bit_of_the_content_and_of_the_signature_changed_is_refused()
    {
        string[] parts = (await _world.SealAsync()).Text.Split('.');
        using var count = new CaseCount("tampering/envelopes", "characters and bits of a signed envelope of background work changed");
        foreach (int part in (int[])[2, 3])
        {
            byte[] bytes = Base64Url.DecodeFromChars(parts[part]);
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                count.Add();
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                string[] changed = [.. parts];
                changed[part] = Base64Url.EncodeToString(bytes);
                RequireRefused(string.Join('.', changed));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        count.Held();
    }

    [Fact]
    public async Task Parts_of_two_envelopes_make_none()
    {
        string[] one = (await _world.SealAsync(TestWorld.Acme)).Text.Split('.');
        string[] other = (await _world.SealAsync(TestWorld.Globex)).Text.Split('.');
        for (int mix = 1; mix < 15; mix++)
        {
            string text = string.Join('.', Enumerable.Range(0, 4).Select(i => (mix >> i & 1) == 0 ? one[i] : other[i]));
            if (text != string.Join('.', one) && text != string.Join('.', other))
            {
                RequireRefused(text);
            }
        }
    }

    [Fact]
    public async Task Each_member_exchanged_between_two_contents_is_refused()
    {
        string[] one = (await _world.SealAsync(TestWorld.Acme)).Text.Split('.');
        string[] other = (await _world.SealAsync(
            _world.World.Claim(TestWorld.Globex, "operator.admin").Delegate("part", [], _world.Time.Now.AddSeconds(9)), "mail/other", [1])).Text.Split('.');
        List<byte[]> mine = EnvelopeBytes.Fields(one[2]);
        List<byte[]> theirs = EnvelopeBytes.Fields(other[2]);
        int differing = 0;
        for (int i = 0; i < Math.Min(mine.Count, theirs.Count); i++)
        {
            List<byte[]> mixed = [.. mine];
            mixed[i] = theirs[i];
            if (!mine[i].AsSpan().SequenceEqual(theirs[i]))
            {
                RequireRefused($"{one[0]}.{one[1]}.{EnvelopeBytes.Joined(mixed)}.{one[3]}");
                differing++;
            }
        }

        Assert.True(differing >= 6);
    }

    [Fact]
    public async Task Another_spelling_of_the_same_bytes_is_refused()
    {
        string text = (await _world.SealAsync()).Text;
        char last = text[^1];
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        // 64 bytes leave four bits of the last character unread.
        foreach (char other in alphabet.Where(c => c != last && alphabet.IndexOf(c) >> 4 == alphabet.IndexOf(last) >> 4))
        {
            RequireRefused(text[..^1] + other);
        }

        RequireRefused(text + "==");
        RequireRefused(text + " ");
        RequireRefused(text + "\n");
        RequireRefused(" " + text);
        RequireRefused(text + "." + text);
    }

    [Theory]
    [InlineData("mail/sent")]
    [InlineData("mail/sen")]
    [InlineData("mail/send/")]
    [InlineData("mail")]
    public async Task Another_purpose_is_refused(string purpose)
    {
        TenantEnvelope envelope = await _world.SealAsync();

        EnvelopeOpening opening = _world.Envelopes.Open(envelope.Text, purpose, EnvelopeWorld.Body);

        RequireRefused(opening, "envelope_purpose");
    }

    [Fact]
    public async Task Another_body_is_refused()
    {
        TenantEnvelope envelope = await _world.SealAsync();
        foreach (byte[] body in (byte[][])[[], [.. EnvelopeWorld.Body, 0], EnvelopeWorld.Body[..^1], Encoding.UTF8.GetBytes("""{"to":"somebodx"}""")])
        {
            RequireRefused(_world.Envelopes.Open(envelope.Text, envelope.Purpose, body), "envelope_body");
        }
    }

    [Fact]
    public async Task Bodies_of_two_envelopes_are_not_exchanged()
    {
        byte[] small = "1"u8.ToArray();
        byte[] large = "1000000"u8.ToArray();
        TenantEnvelope one = await _world.SealAsync(_world.World.Claim(TestWorld.Acme), body: small);
        TenantEnvelope other = await _world.SealAsync(_world.World.Claim(TestWorld.Acme), body: large);

        Assert.True(_world.Envelopes.Open(one.Text, one.Purpose, small).IsOpen);
        RequireRefused(_world.Envelopes.Open(one.Text, one.Purpose, large), "envelope_body");
        RequireRefused(_world.Envelopes.Open(other.Text, other.Purpose, small), "envelope_body");
    }

    [Fact]
    public async Task Envelope_of_another_key_is_refused_unless_it_is_trusted()
    {
        using EcdsaSigner former = EcdsaSigner.Generate();
        using var before = new EnvelopeWorld(signer: former, time: _world.Time);
        TenantEnvelope envelope = await before.SealAsync();

        RequireRefused(_world.Open(envelope), "envelope_key");
        using var trusting = new EnvelopeWorld(envelopes: o => o.AlsoTrust(former.Key), time: _world.Time);
        Assert.True(trusting.Open(envelope).IsOpen);
    }

    [Fact]
    public async Task Key_id_of_a_trusted_key_does_not_help_a_foreign_signature()
    {
        using var forger = new EnvelopeWorld(time: _world.Time);
        string[] forged = (await forger.SealAsync()).Text.Split('.');

        forged[1] = _world.Signer.Key.Id;

        RequireRefused(_world.Open(string.Join('.', forged)), "envelope_signature");
    }

    [Theory]
    [InlineData("octe0")]
    [InlineData("octe2")]
    [InlineData("OCTE1")]
    [InlineData("")]
    public async Task Unknown_version_is_refused(string version)
    {
        string text = (await _world.SealAsync()).Text;

        RequireRefused(_world.Open(version + text[5..]), "envelope_form");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("octe1")]
    [InlineData("octe1...")]
    [InlineData("octe1.00000000.AAAA.AAAA")]
    public void What_has_no_form_is_refused(string? text) => RequireRefused(_world.Open(text), "envelope_form");

    [Fact]
    public void What_is_too_long_is_refused_before_it_is_looked_at() => RequireRefused(_world.Open(new string('A', 10_000_000)), "envelope_form");

    [Fact]
    public async Task Authentic_content_of_another_form_is_refused()
    {
        // What the same key signs elsewhere, and what it would sign for another version of the content.
        foreach (string content in (string[])["", "AAAA", "AAAAAQ", "_____w", EnvelopeBytes.Joined([.. Enumerable.Repeat(0, 20).Select(static _ => "1"u8.ToArray())])])
        {
            RequireRefused(_world.Open(await EnvelopeBytes.SignedAsync(_world.Signer, content)), "envelope_form");
        }
    }

    [Theory]
    [InlineData(3, "0")]
    [InlineData(9, "0")]
    [InlineData(13, "x")]
    [InlineData(15, "x")]
    [InlineData(19, "x")]
    public async Task Authentic_content_in_another_spelling_is_refused(int field, string before)
    {
        List<byte[]> fields = EnvelopeBytes.Fields((await _world.SealAsync()).Text.Split('.')[2]);
        Assert.True(_world.Open(await EnvelopeBytes.SignedAsync(_world.Signer, fields)).IsOpen);

        fields[field] = [.. Encoding.ASCII.GetBytes(before), .. fields[field]];

        RequireRefused(_world.Open(await EnvelopeBytes.SignedAsync(_world.Signer, fields)), "envelope_form");
    }

    [Fact]
    public async Task Signature_without_its_domain_is_none()
    {
        string text = (await _world.SealAsync()).Text;
        string unsigned = text[..text.LastIndexOf('.')];
        byte[] signature = await _world.Signer.SignAsync(Encoding.ASCII.GetBytes(unsigned), default);

        RequireRefused(_world.Open($"{unsigned}.{Base64Url.EncodeToString(signature)}"), "envelope_signature");
    }

    private void RequireRefused(string text) => RequireRefused(_world.Open(text), detail: null);

    private void RequireRefused(EnvelopeOpening opening, string? detail)
    {
        Assert.False(opening.IsOpen);
        Assert.False(opening.MayOpenLater);
        Assert.Equal(DenyReason.TokenInvalid, opening.Reason);
        Assert.Equal((TenantId.Platform, "envelopes.open", "token_invalid"), (_world.Last.Tenant, _world.Last.Action, _world.Last.ReasonCode));
        Assert.Null(_world.Last.Actor);
        if (detail is not null)
        {
            Assert.Equal(detail, _world.Last.Detail);
        }
    }
}
