using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.TestKit.Reports;

namespace Gateway.Tests.Boundary;

/// <summary>Every route of the host, with every kind of caller. A new route fails here until it is listed.</summary>
public sealed class EndpointSweepTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly Chatted Absent = new("s00000000000000000000000000000000", "r00000000000000000000000000000000");
    private static readonly Chatted Malformed = new("UPPER", "a%2Fb");

    private RunningGateway Gateway => shared.Gateway;

    public static TheoryData<string> Scoped => ListedRoutes.Scoped;

    public static TheoryData<string> OfResources => ListedRoutes.OfResources;

    public static TheoryData<string> Mutating => ListedRoutes.Mutating;

    [Fact]
    public void Every_route_of_the_host_is_listed()
    {
        IEnumerable<string> mapped = Gateway.App.Services.GetServices<EndpointDataSource>()
            .SelectMany(static s => s.Endpoints).Cast<RouteEndpoint>()
            .SelectMany(static e => e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}"));
        Assert.Equal(ListedRoutes.Names.Order(), mapped.Order());
    }

    [Theory, MemberData(nameof(ListedRoutes.Administrative), MemberType = typeof(ListedRoutes))]
    [CountsCases("requests/sweep", "routes of the sample gateway, asked by somebody who may not")]
    public async Task A_member_administers_and_approves_nothing(string route)
    {
        string[] words = route.Replace("{id}", "globex", StringComparison.Ordinal).Replace("{name}", "llm_api_key", StringComparison.Ordinal).Split(' ');
        TrailWatch watch = await Gateway.WatchAsync();
        Answer answer = await Gateway.SendAsync(words[0], words[1], Gateway.Member("acme"), words[0] is "GET" or "DELETE" ? null : "{}");
        Assert.Equal((403, "scope_missing"), (answer.Status, answer.Code));
        Assert.Equal(["scope_missing"], await watch.NewInAsync("acme"));
    }

    [Theory, MemberData(nameof(Scoped))]
    public async Task Own_is_answered(string route)
    {
        string token = Gateway.Member("acme");
        Answer answer = await ListedRoutes.Find(route).SendAsync(Gateway, token, await Gateway.ChatAsync(token, "hello"));
        Assert.InRange(answer.Status, 200, 299);
        Assert.Contains("no-store", answer.Headers);
    }

    [Theory, MemberData(nameof(Scoped))]
    [CountsCases("requests/sweep", "routes of the sample gateway, asked by somebody who may not")]
    public async Task Without_a_token_no_store_is_called(string route) =>
        await RefusedBeforeAnyCall(route, token: null, await OwnIds(), 401, "claim_missing", "platform");

    [Theory, MemberData(nameof(Scoped))]
    [CountsCases("requests/sweep", "routes of the sample gateway, asked by somebody who may not")]
    public async Task With_a_forged_token_no_store_is_called(string route) =>
        await RefusedBeforeAnyCall(route, Forgery.WithOtherSignature(Gateway.Member("acme")), await OwnIds(), 401, "token_invalid", "platform");

    [Theory, MemberData(nameof(Scoped))]
    [CountsCases("requests/sweep", "routes of the sample gateway, asked by somebody who may not")]
    public async Task Without_the_scope_no_store_is_called(string route)
    {
        string token = Gateway.Token("acme", ListedRoutes.Find(route).Scope == ListedRoute.Write ? ListedRoute.Read : "operator.pairing");
        await RefusedBeforeAnyCall(route, token, await OwnIds(), 403, "scope_missing", "acme");
        await RefusedBeforeAnyCall(route, token, Absent, 403, "scope_missing", "acme");
    }

    [Theory, MemberData(nameof(Scoped))]
    [CountsCases("requests/sweep", "routes of the sample gateway, asked by somebody who may not")]
    public async Task A_platform_operator_is_refused_before_any_call(string route) =>
        await RefusedBeforeAnyCall(route, Gateway.Token("platform", "operator.admin"), await OwnIds(), 403, "scope_missing", "platform");

    [Theory, MemberData(nameof(Mutating))]
    [CountsCases("requests/sweep", "routes of the sample gateway, asked by somebody who may not")]
    public async Task The_readonly_role_changes_nothing(string route) =>
        await RefusedBeforeAnyCall(route, Gateway.Token("acme", "operator.read"), await OwnIds(), 403, "scope_missing", "acme");

    [Theory, MemberData(nameof(OfResources))]
    [CountsCases("requests/sweep", "routes of the sample gateway, asked by somebody who may not")]
    public async Task A_malformed_id_is_refused_before_any_call(string route) =>
        await RefusedBeforeAnyCall(route, Gateway.Member("acme"), Malformed, 400, "invalid_request", "acme", "invalid_id");

    [Theory, MemberData(nameof(OfResources))]
    [CountsCases("requests/sweep", "routes of the sample gateway, asked by somebody who may not")]
    public async Task Foreign_and_absent_are_one_answer_after_the_owner_lookup_alone(string route)
    {
        string token = Gateway.Member("acme");
        Chatted foreign = await Gateway.ChatAsync(Gateway.Member("globex"), "hello");
        Answer[] answers =
        [
            await RefusedAfterOwnerLookup(route, token, foreign),
            await RefusedAfterOwnerLookup(route, token, Absent),
        ];
        Assert.True(answers[0].IsLike(answers[1]), $"{answers[0]}\n{answers[1]}");
    }

    private async Task<Chatted> OwnIds() => await Gateway.ChatAsync(Gateway.Member("acme"), "hello");

    private async Task RefusedBeforeAnyCall(string route, string? token, Chatted ids, int status, string code, string trail, string? reason = null)
    {
        (Answer answer, string[] recorded) = await PlayAsync(route, token, ids, trail);
        Assert.Empty(Gateway.Calls.Take());
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal([reason ?? code], recorded);
    }

    private async Task<Answer> RefusedAfterOwnerLookup(string route, string token, Chatted ids)
    {
        (Answer answer, string[] recorded) = await PlayAsync(route, token, ids, "acme");
        Assert.Equal(["FindOwnerAsync"], Gateway.Calls.Take());
        Assert.Equal((404, "not_found"), (answer.Status, answer.Code));
        Assert.Equal(["not_found"], recorded);
        return answer;
    }

    private async Task<(Answer Answer, string[] Recorded)> PlayAsync(string route, string? token, Chatted ids, string trail)
    {
        await Idle.AsyncOf(Gateway);
        Gateway.Calls.Take();
        TrailWatch watch = await Gateway.WatchAsync();
        Answer answer = await ListedRoutes.Find(route).SendAsync(Gateway, token, ids);
        Assert.Equal(0, await watch.NewElsewhereAsync(trail));
        return (answer, await watch.NewInAsync(trail));
    }
}
