using Gateway.Tests.Support;

namespace Gateway.Tests.Boundary;

public sealed class PinnedTests
{
    [Theory]
    [InlineData("globex", null, 403, "policy_denied")]
    [InlineData("globex", "globex", 403, "policy_denied")]
    [InlineData("globex", "acme", 403, "selector_mismatch")]
    [InlineData("acme", "globex", 403, "selector_mismatch")]
    [InlineData("acme", "acme", 200, "-")]
    [InlineData("acme", null, 200, "-")]
    public async Task A_pinned_host_serves_one_tenant(string tenant, string? selector, int status, string code)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(pinned: "acme");
        (string, string)[] headers = selector is null ? [] : [("X-Tenant-Id", selector)];
        Answer answer = await gateway.SendAsync("GET", "/api/v1/sessions", gateway.Member(tenant), json: null, headers);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("globex")]
    public async Task A_body_that_names_a_tenant_is_refused_all_the_same(string named)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(pinned: "acme");
        Answer answer = await gateway.SendAsync("POST", "/api/v1/sessions", gateway.Member("acme"), $$"""{"tenant_id":"{{named}}"}""");
        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_platform_operator_is_another_tenant()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(pinned: "acme");
        Answer answer = await gateway.SendAsync("GET", "/api/v1/sessions", gateway.Token("platform", "operator.admin"));
        Assert.Equal((403, "policy_denied"), (answer.Status, answer.Code));
    }
}
