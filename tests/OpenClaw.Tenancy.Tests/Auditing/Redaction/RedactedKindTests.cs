using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Redaction;

namespace OpenClaw.Tenancy.Tests.Auditing.Redaction;

/// <summary>Each kind of value that is known stands as it is, whether it comes as an object, as JSON or in a node of JSON.</summary>
public sealed class RedactedKindTests
{
    private static readonly DateTime Moment = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public void Number_stands_as_it_is()
    {
        object[] numbers = [(sbyte)-1, (byte)2, (short)-3, (ushort)4, -5, 6u, -7L, ulong.MaxValue, 1.50m];

        Assert.Equal("[-1,2,-3,4,-5,6,-7,18446744073709551615,1.50]", AuditRedactor.Value(numbers));
    }

    [Fact]
    public void What_has_a_text_of_its_own_stands_as_that()
    {
        object[] known =
        [
            1.5f, 2.5, (Half)3.5f, double.NaN, Moment, new DateTimeOffset(Moment), DateOnly.FromDateTime(Moment), TimeOnly.FromDateTime(Moment), TimeSpan.FromMinutes(1),
            Guid.Empty, 'c', AuditOutcome.Denied, TenantId.From("acme"), new Uri("https://x.example/a"), default(Digest256),
        ];

        Assert.Equal(
            """["1.5","2.5","3.5","NaN","01/02/2026 03:04:05","01/02/2026 03:04:05 \u002B00:00","01/02/2026","03:04","00:01:00","00000000-0000-0000-0000-000000000000","c","Denied","acme","https://x.example/a","0000000000000000000000000000000000000000000000000000000000000000"]""",
            AuditRedactor.Value(known));
    }

    [Fact]
    public void Json_of_each_kind_stands_as_it_is()
    {
        string longest = new('1', 128);
        string text = $$"""{"n":1.5e3,"i":-2,"t":true,"f":false,"x":null,"api_key":null,"s":"a","l":{{longest}},"m":{{longest}}1,"input_tokens":12,"output_tokens":"c4n4ry"}""";
        string expected = $$"""{"n":1.5e3,"i":-2,"t":true,"f":false,"x":null,"api_key":null,"s":"a","l":{{longest}},"m":"...","input_tokens":12,"output_tokens":"***"}""";
        using JsonDocument document = JsonDocument.Parse(text);

        Assert.Equal(expected, AuditRedactor.Json(document.RootElement));
        Assert.Equal(expected, AuditRedactor.Value(document));
        Assert.Equal(expected, AuditRedactor.Json(JsonNode.Parse(text)));
        Assert.Equal("null", AuditRedactor.Value(default(JsonElement)));
    }

    [Fact]
    public void Object_in_a_node_stands_as_it_would_alone()
    {
        var node = new JsonObject
        {
            ["n"] = 1,
            ["d"] = 1.5m,
            ["t"] = true,
            ["s"] = "Bearer c4n4ry",
            ["g"] = JsonValue.Create(Guid.Empty),
            ["x"] = null,
            ["api_key"] = null,
            ["password"] = 7,
            ["input_tokens"] = 12,
            ["output_tokens"] = "c4n4ry",
            ["o"] = JsonValue.Create(new { Token = "c4n4ry" }),
        };

        Assert.Equal(
            """{"n":1,"d":1.5,"t":true,"s":"Bearer ***","g":"00000000-0000-0000-0000-000000000000","x":null,"api_key":null,"password":"***","input_tokens":12,"output_tokens":"***","o":"***"}""",
            AuditRedactor.Json(node));
    }
}
