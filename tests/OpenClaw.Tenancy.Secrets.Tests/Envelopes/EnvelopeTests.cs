using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Secrets.Envelopes;

namespace OpenClaw.Tenancy.Secrets.Tests.Envelopes;

public sealed class EnvelopeTests
{
    private const int Max = 64 * 1024;

    private static readonly SealedPlace Here = new("acme", "openai", RandomId.New(), 3, "secret", new SealedTimes(638_000_000_000_000_000, 638_000_000_000_000_001, 638_000_000_000_000_002, 638_000_000_000_000_003));
    private static readonly string KeyId = RandomId.New();

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1024)]
    [InlineData(Max)]
    public void What_was_sealed_opens_where_it_belongs(int size)
    {
        byte[] value = RandomNumberGenerator.GetBytes(size);
        string text = Envelope.Seal(_key, KeyId, Here, value);

        Assert.True(Envelope.TryOpen(_key, text, Here, Max, out byte[]? opened));
        Assert.Equal(value, opened);
        Assert.True(Envelope.TryReadKeyId(text, Max, out string? id));
        Assert.Equal(KeyId, id);
    }

    [Fact]
    public void It_names_its_version_and_its_data_key_and_nobody()
    {
        string[] parts = Seal().Split('.');

        Assert.Equal(["v1", KeyId], parts[..2]);
        Assert.Equal([43, 43, 16], parts[2..5].Select(static p => p.Length));
        Assert.Equal(6, parts.Length);
        Assert.DoesNotContain("acme", string.Concat(parts), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_same_value_is_never_sealed_the_same() => Assert.Equal(64, Enumerable.Range(0, 64).Select(_ => Seal()).Distinct().Count());

    [Fact]
    public void No_character_can_be_another()
    {
        string text = Seal();
        for (int at = 0; at < text.Length; at++)
        {
            foreach (char other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u00e9")
            {
                if (text[at] != other)
                {
                    Refused(text[..at] + other + text[(at + 1)..]);
                }
            }
        }
    }

    [Fact]
    public void No_character_can_be_missing_or_added()
    {
        string text = Seal();
        for (int at = 0; at <= text.Length; at++)
        {
            Refused(text[..at] + "A" + text[at..]);
            Refused(text[..at] + "." + text[at..]);
            if (at < text.Length)
            {
                Refused(text[..at]);
                Refused(text[..at] + text[(at + 1)..]);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1.....")]
    [InlineData("not an envelope")]
    public void What_is_no_envelope_opens_nothing(string text) => Refused(text);

    [Fact]
    public void A_value_over_the_bound_is_not_looked_at() => Assert.False(Envelope.TryOpen(_key, Seal(), Here, maxValueSize: 3, out _));

    [Fact]
    public void It_opens_at_no_other_place()
    {
        string text = Seal();
        SealedPlace[] elsewhere =
        [
            Here with { Tenant = "globex" }, Here with { Name = "openaj" }, Here with { Series = RandomId.New() }, Here with { Version = 4 },
            Here with { Purpose = "other" },
            At(Here.Times with { SecretCreatedTicks = 0 }), At(Here.Times with { CreatedTicks = Here.Times.CreatedTicks + 1 }),
            At(Here.Times with { ExpiresTicks = null }), At(Here.Times with { ExpiresTicks = Here.Times.ExpiresTicks + 1 }),
            At(Here.Times with { RetiresTicks = null }), At(Here.Times with { RetiresTicks = Here.Times.RetiresTicks + 1 }),

            // The same times, said of something else.
            At(Here.Times with { ExpiresTicks = Here.Times.RetiresTicks, RetiresTicks = Here.Times.ExpiresTicks }),
            At(Here.Times with { ExpiresTicks = null, RetiresTicks = Here.Times.ExpiresTicks }),
            At(new SealedTimes(Here.Times.CreatedTicks, Here.Times.SecretCreatedTicks, Here.Times.ExpiresTicks, Here.Times.RetiresTicks)),

            // The same characters, cut elsewhere.
            Here with { Tenant = "acm", Name = "eopenai" }, Here with { Tenant = "acmeo", Name = "penai" }, Here with { Name = "", Tenant = "acmeopenai" },
            Here with { Tenant = new string('a', 600) }, Here with { Name = "\u00f6" },
        ];
        Assert.All(elsewhere, place => Assert.False(Envelope.TryOpen(_key, text, place, Max, out _)));
    }

    [Fact]
    public void A_place_that_cannot_be_written_down_exactly_seals_nothing() =>
        Assert.Throws<ArgumentException>(() => Envelope.Seal(_key, KeyId, Here with { Name = "\ud800" }, [1]));

    [Fact]
    public void A_value_without_ends_opens_with_none()
    {
        SealedPlace open = At(Here.Times with { ExpiresTicks = null, RetiresTicks = null });
        string text = Envelope.Seal(_key, KeyId, open, [1]);
        Assert.True(Envelope.TryOpen(_key, text, open, Max, out _));
        Assert.False(Envelope.TryOpen(_key, text, At(open.Times with { ExpiresTicks = 0 }), Max, out _));
        Assert.False(Envelope.TryOpen(_key, text, At(open.Times with { RetiresTicks = 0 }), Max, out _));
    }

    // Each part of two envelopes and each field of two places: of all the ways to mix them, two open.
    [Fact]
    public void Of_all_mixtures_of_two_records_only_the_two_records_open()
    {
        SealedPlace there = new("globex", "github", RandomId.New(), 1, "other", new SealedTimes(1, 2, null, null));
        string[][] parts = [Seal().Split('.'), Envelope.Seal(_key, RandomId.New(), there, "globex's"u8).Split('.')];
        SealedPlace[] places = [Here, there];
        int opened = 0;
        for (int mix = 0; mix < 1 << 14; mix++)
        {
            int Of(int bit) => (mix >> bit) & 1;
            string text = string.Join('.', ["v1", .. Enumerable.Range(1, 5).Select(i => parts[Of(i - 1)][i])]);
            var place = new SealedPlace(
                places[Of(5)].Tenant, places[Of(6)].Name, places[Of(7)].Series, places[Of(8)].Version, places[Of(9)].Purpose,
                new SealedTimes(
                    places[Of(10)].Times.SecretCreatedTicks, places[Of(11)].Times.CreatedTicks, places[Of(12)].Times.ExpiresTicks, places[Of(13)].Times.RetiresTicks));
            bool whole = mix is 0 or (1 << 14) - 1;
            Assert.Equal(whole, Envelope.TryOpen(_key, text, place, Max, out _));
            opened += whole ? 1 : 0;
        }

        Assert.Equal(2, opened);
    }

    [Fact]
    public void A_part_of_a_commitment_is_none()
    {
        byte[] digest = RandomNumberGenerator.GetBytes(32);
        Assert.True(KeyDerivation.Matches(digest, [.. digest]));
        for (int size = 0; size < 32; size++)
        {
            Assert.False(KeyDerivation.Matches(digest.AsSpan(0, size), digest.AsSpan(0, size)));
            Assert.False(KeyDerivation.Matches(digest, digest.AsSpan(0, size)));
        }
    }

    [Fact]
    public void Another_data_key_opens_nothing() => Assert.False(Envelope.TryOpen(RandomNumberGenerator.GetBytes(32), Seal(), Here, Max, out _));

    private static SealedPlace At(SealedTimes times) => Here with { Times = times };

    private string Seal() => Envelope.Seal(_key, KeyId, Here, Encoding.UTF8.GetBytes("the value"));

    private void Refused(string text) => Assert.False(Envelope.TryOpen(_key, text, Here, Max, out _), text);
}
