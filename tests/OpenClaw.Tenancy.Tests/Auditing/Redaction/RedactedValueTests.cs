using System.Collections;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Tenancy.Auditing.Redaction;

namespace OpenClaw.Tenancy.Tests.Auditing.Redaction;

/// <summary>A value of any shape becomes one bounded line of JSON in which no secret stands, by name or by look.</summary>
public sealed class RedactedValueTests
{
    private const string Canary = "c4n4ry";

    public static TheoryData<string> Documents =>
    [
        """{"a":{"token":"c4n4ry"},"b":["Bearer c4n4ry",{"Cookie":{"x":["c4n4ry"]}}],"Bearer c4n4ry":1}""",
        """{"password":123456,"api_key":null,"PASSWORD":true,"message":["c4n4ry"]}""",
        """{"__proto__":{"token":"c4n4ry"},"constructor":"c4n4ry","prototype":1,"to\u006ben":"c4n4ry"}""",
        "\"-----BEGIN KEY-----\\nc4n4ry\"",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Json_HoldsNoSecret(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        string line = AuditRedactor.Json(document.RootElement);

        Assert.DoesNotContain(Canary, line, StringComparison.Ordinal);
        Assert.DoesNotContain("123456", line, StringComparison.Ordinal);
        Assert.DoesNotContain("proto", line, StringComparison.Ordinal);
        Assert.All(line, static c => Assert.InRange(c, ' ', '~'));
        Assert.Equal(line, AuditRedactor.Json(JsonNode.Parse(text)));
        using JsonDocument again = JsonDocument.Parse(line);
        Assert.Equal(line, AuditRedactor.Json(again.RootElement));
    }

    [Fact]
    public void Value_OrdinaryThings_StandAsTheyAre()
    {
        var value = new Dictionary<string, object?>
        {
            ["n"] = 1,
            ["d"] = 1.5m,
            ["t"] = true,
            ["x"] = null,
            ["s"] = "a\nb",
            ["tenant"] = TenantId.From("acme"),
            ["token_id"] = "k1",
            ["input_tokens"] = 12,
            ["list"] = new object?[] { "a", 2L, null },
            ["when"] = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal(
            """{"n":1,"d":1.5,"t":true,"x":null,"s":"a\nb","tenant":"acme","token_id":"k1","input_tokens":12,"list":["a",2,null],"when":"01/01/1970 00:00:00 \u002B00:00"}""",
            AuditRedactor.Value(value));
    }

    [Fact]
    public void Value_EveryKindOfDictionary_IsReadByName()
    {
        var texts = new Dictionary<string, string> { ["secret"] = Canary };
        object[] all =
        [
            texts, texts.ToFrozenDictionary(), new Hashtable(texts), new SortedList<string, object> { ["secret"] = Canary }, new JsonObject { ["secret"] = Canary },
        ];

        Assert.All(all, static one => Assert.Equal("""{"secret":"***"}""", AuditRedactor.Value(one)));
        Assert.Equal("""{"***":"***"}""", AuditRedactor.Value(new Dictionary<object, object> { [1] = Canary }));
    }

    [Fact]
    public void Value_UnknownType_IsNotWrittenDown() => Assert.Equal("""["***","***"]""", AuditRedactor.Value(new object[] { new { Token = Canary }, new Uncertain(Canary) }));

    [Fact]
    public void Value_ThatHoldsItself_Ends()
    {
        var list = new List<object>();
        list.AddRange(Enumerable.Repeat<object>(list, 100));
        var dictionary = new Dictionary<string, object>();
        dictionary["again"] = dictionary;

        Assert.True(AuditRedactor.Value(list).Length < 40_000);
        Assert.Equal(16, AuditRedactor.Value(dictionary).Split("again").Length - 1);
    }

    [Fact]
    public void Value_DeepOrLarge_IsCut()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 60)) + $"\"{Canary}\"" + string.Concat(Enumerable.Repeat("]", 60));
        Assert.DoesNotContain(Canary, AuditRedactor.Json(JsonNode.Parse(deep)), StringComparison.Ordinal);
        Assert.True(AuditRedactor.Value(new string('a', 1_000_000)).Length < 2_000);
        Assert.True(AuditRedactor.Value(Enumerable.Range(0, 1_000_000).Select(static i => new string('a', 1_000))).Length < 40_000);
        Assert.True(AuditRedactor.Value(new Dictionary<string, object> { [new string('n', 1_000_000)] = Canary }).Length < 1_000);
    }

    [Fact]
    public void Value_ThatCannotBeRead_IsNoReasonToFail() => Assert.Equal("\"***\"", AuditRedactor.Value(Failing()));

    private static IEnumerable<object> Failing()
    {
        yield return Canary;
        throw new InvalidOperationException("The list changed.");
    }

    private sealed record Uncertain(string Token);
}
