using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.Samples.Gateway.Secrets;

namespace Gateway.Tests.Secrets;

/// <summary>The routes of a tenant's own secrets: what goes in, what is said of it, and to whom.</summary>
public sealed class SecretRouteTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Value = "a-value-that-nobody-is-told";

    private RunningGateway Gateway => shared.Gateway;

    public static TheoryData<string, string> Routes => new()
    {
        { "GET", SecretCalls.Route }, { "PUT", $"{SecretCalls.Route}/life" }, { "POST", $"{SecretCalls.Route}/life/rotate" }, { "DELETE", $"{SecretCalls.Route}/life" },
    };

    [Fact]
    public async Task A_secret_is_put_listed_rotated_and_removed_and_its_value_never_comes_out()
    {
        string admin = Gateway.Admin("acme");
        string name = $"life{Guid.NewGuid():n}";
        Answer[] answers =
        [
            await Gateway.SendAsync("PUT", $"{SecretCalls.Route}/{name}", admin, SecretCalls.Body(Value)),
            await Gateway.SendAsync("GET", SecretCalls.Route, admin),
            await Gateway.SendAsync("POST", $"{SecretCalls.Route}/{name}/rotate", admin, SecretCalls.Body(Value + "2")),
            await Gateway.SendAsync("GET", SecretCalls.Route, admin),
            await Gateway.SendAsync("PUT", $"{SecretCalls.Route}/{name}", admin, SecretCalls.Body(Value + "3")),
            await Gateway.SendAsync("DELETE", $"{SecretCalls.Route}/{name}", admin),
            await Gateway.SendAsync("GET", SecretCalls.Route, admin),
            await Gateway.SendAsync("DELETE", $"{SecretCalls.Route}/{name}", admin),
            await Gateway.SendAsync("POST", $"{SecretCalls.Route}/{name}/rotate", admin, SecretCalls.Body(Value)),
        ];

        Assert.Equal([204, 200, 204, 200, 204, 204, 200, 404, 404], answers.Select(static a => a.Status));
        Assert.All(answers, static a => Assert.DoesNotContain(Value, $"{a}", StringComparison.Ordinal));
        Assert.All(answers, static a => Assert.Contains("no-store", a.Headers, StringComparison.Ordinal));
        Assert.Matches($$"""\{"name":"{{name}}","version":1,"created_at":"[-0-9T:.]+Z"\}""", answers[1].Body);
        Assert.Matches($$"""\{"name":"{{name}}","version":2,"created_at":"[-0-9T:.]+Z","rotated_at":"[-0-9T:.]+Z"\}""", answers[3].Body);
        Assert.DoesNotContain(name, answers[6].Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Whoever_may_not_is_refused_before_the_vault_is_asked(string method, string path)
    {
        (string? Token, int Status, string Code, string Trail)[] callers =
        [
            (null, 401, "claim_missing", "platform"),
            (Forgery.WithOtherSignature(Gateway.Admin("acme")), 401, "token_invalid", "platform"),
            (Gateway.Member("acme"), 403, "scope_missing", "acme"),
            (Gateway.Token("acme", "operator.read"), 403, "scope_missing", "acme"),
            (Gateway.Token("platform", "operator.admin"), 403, "scope_missing", "platform"),
        ];
        foreach ((string? token, int status, string code, string trail) in callers)
        {
            Gateway.VaultCalls.Take();
            TrailWatch watch = await Gateway.WatchAsync();
            Answer answer = await Gateway.SendAsync(method, path, token, method is "PUT" or "POST" ? SecretCalls.Body(Value) : null);
            Assert.Equal((status, code), (answer.Status, answer.Code));
            Assert.Equal([code], await watch.NewInAsync(trail));
            Assert.Empty(Gateway.VaultCalls.Take());
        }
    }

    /// <summary>A name is another one in each tenant, so that nobody can even ask for a foreign secret: what he names is his own, and not there.</summary>
    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/rotate")]
    public async Task Foreign_and_absent_are_one_answer(string method, string after)
    {
        await SecretCalls.PutAsync(Gateway, "globex", "only-of-globex", Value);
        Answer[] answers = [await SendAsync("only-of-globex"), await SendAsync("of-nobody")];

        Assert.Equal((404, "not_found"), (answers[0].Status, answers[0].Code));
        Assert.True(answers[0].IsLike(answers[1]), $"{answers[0]}\n{answers[1]}");
        string listed = (await Gateway.SendAsync("GET", SecretCalls.Route, Gateway.Admin("globex"))).Body;
        Assert.Contains("""{"name":"only-of-globex","version":""", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("only-of-globex", (await Gateway.SendAsync("GET", SecretCalls.Route, Gateway.Admin("acme"))).Body, StringComparison.Ordinal);

        async Task<Answer> SendAsync(string name)
        {
            TrailWatch watch = await Gateway.WatchAsync();
            Answer answer = await Gateway.SendAsync(method, $"{SecretCalls.Route}/{name}{after}", Gateway.Admin("acme"), method == "POST" ? SecretCalls.Body(Value) : null);

            // That it was tried stands there first, and then that nothing was there. Nothing stands elsewhere.
            Assert.Equal(["none", "not_found"], await watch.NewInAsync("acme"));
            Assert.Equal(0, await watch.NewElsewhereAsync("acme"));
            return answer;
        }
    }

    [Theory]
    [InlineData("UPPER")]
    [InlineData(".hidden")]
    [InlineData("two..dots")]
    [InlineData("ends-")]
    [InlineData("a%2Fb")]
    [InlineData("a%20b")]
    [InlineData("..%2Fsecrets.key")]
    [InlineData("%E2%80%AEabc")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_bad_name_is_bad_input_before_the_vault_is_asked(string name)
    {
        foreach ((string method, string after) in ((string, string)[])[("PUT", ""), ("POST", "/rotate"), ("DELETE", "")])
        {
            Gateway.VaultCalls.Take();
            Answer answer = await Gateway.SendAsync(method, $"{SecretCalls.Route}/{name}{after}", Gateway.Admin("acme"), method == "DELETE" ? null : SecretCalls.Body(Value));
            Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
            Assert.Empty(Gateway.VaultCalls.Take());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"value":null}""")]
    [InlineData("""{"value":""}""")]
    [InlineData("""{"value":1}""")]
    [InlineData("""{"value":["a"]}""")]
    [InlineData("""{"value":{"a":"b"}}""")]
    [InlineData("""{"Value":"a"}""")]
    [InlineData("""{"value":"a","value":"b"}""")]
    [InlineData("""{"value":"a","tenant_id":"acme"}""")]
    [InlineData("""{"value":"a","version":7}""")]
    [InlineData("""{"value":"\ud800"}""")]
    [InlineData("""{"value":"a" """)]
    public async Task A_body_that_is_not_the_one_that_the_route_takes_is_bad_input(string json)
    {
        foreach ((string method, string path) in ((string, string)[])[("PUT", $"{SecretCalls.Route}/body"), ("POST", $"{SecretCalls.Route}/body/rotate")])
        {
            TrailWatch watch = await Gateway.WatchAsync();
            Answer answer = await Gateway.SendAsync(method, path, Gateway.Admin("acme"), json);
            Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
            Assert.Equal(["invalid_request"], await watch.NewInAsync("acme"));
        }
    }

    [Theory]
    [InlineData(65_536, 204, "-")]
    [InlineData(65_537, 400, "invalid_request")]
    [InlineData(1_048_576, 413, "invalid_request")]
    public async Task A_value_has_at_most_64_KiB(int bytes, int status, string code)
    {
        Answer answer = await Gateway.SendAsync("PUT", $"{SecretCalls.Route}/large", Gateway.Admin("acme"), SecretCalls.Body(new string('x', bytes)));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    /// <summary>Bytes are counted, and neither the characters nor what stands in the JSON.</summary>
    [Theory]
    [InlineData("ä", 32_768, 204)]
    [InlineData("ä", 32_769, 400)]
    [InlineData("\\u0061", 65_536, 204)]
    [InlineData("\\u0061", 65_537, 400)]
    public async Task What_is_counted_is_the_value_itself(string part, int times, int status)
    {
        string value = new StringBuilder().Insert(0, part, times).ToString();
        Assert.Equal(status, (await Gateway.SendAsync("PUT", $"{SecretCalls.Route}/counted", Gateway.Admin("acme"), SecretCalls.Body(value))).Status);
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task A_query_that_names_a_tenant_is_refused(string method, string path)
    {
        Answer answer = await Gateway.SendAsync(method, $"{path}?tenant=globex", Gateway.Admin("acme"), method is "PUT" or "POST" ? SecretCalls.Body(Value) : null);
        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task What_is_done_stands_in_the_tenant_s_own_trail_by_name_and_never_by_value()
    {
        await SecretCalls.PutAsync(Gateway, "acme", "recorded", Value);
        JsonElement[] records = [.. JsonDocument.Parse((await Gateway.SendAsync("GET", "/api/v1/audit?limit=200", Gateway.Admin("acme"))).Body)
            .RootElement.GetProperty("records").EnumerateArray().Where(static r => r.GetRawText().Contains("\"recorded\"", StringComparison.Ordinal))];

        Assert.Contains("secrets.put", Assert.Single(records).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Value, records[0].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("recorded", await Exports.OfAsync(Gateway, "globex"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_on_its_way_says_nothing_and_is_zeros_afterwards()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Value);
        var value = new SecretValue(bytes, bytes.Length);
        Assert.DoesNotContain(Value, $"{value} {new SecretRequest(value)}", StringComparison.Ordinal);
        value.Dispose();
        Assert.All(bytes, static b => Assert.Equal(0, b));
    }
}
