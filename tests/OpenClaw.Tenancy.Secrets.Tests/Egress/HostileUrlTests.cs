using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>Addresses that look like a connector's and are not, and such as are read in two ways.</summary>
public sealed class HostileUrlTests
{
    private const string Host = "allowed.example.com";

    [Theory]
    [CountsCases("attacks/urls", "addresses that only look like a connector's")]
    [InlineData("https://evil.com/x.allowed.example.com", EgressRefusalReason.Host)]
    [InlineData("https://allowed.example.com.evil.com/", EgressRefusalReason.Host)]
    [InlineData("https://notallowed.example.com/", EgressRefusalReason.Host)]
    [InlineData("https://sub.allowed.example.com/", EgressRefusalReason.Host)]
    [InlineData("https://suffix.example.org/", EgressRefusalReason.Host)]
    [InlineData("https://evilsuffix.example.org/", EgressRefusalReason.Host)]
    [InlineData("https://allowed.example.com@evil.com/", EgressRefusalReason.Host)]
    [InlineData("https://user@allowed.example.com/", EgressRefusalReason.Host)]
    [InlineData("https://@allowed.example.com/", EgressRefusalReason.Host)]
    [InlineData(@"https:\\allowed.example.com/", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com./", EgressRefusalReason.Host)]
    [InlineData("https://ALLOWED.example.com/", EgressRefusalReason.Host)]
    [InlineData("https://\u212Allowed.example.com/", EgressRefusalReason.Host)]
    [InlineData("https://allowed\u3002example\u3002com/", EgressRefusalReason.Host)]
    [InlineData("https://allowed.ex\u00ADample.com/", EgressRefusalReason.Host)]
    [InlineData("https://allowed.example.com:0443/", EgressRefusalReason.Port)]
    [InlineData("https://allowed.example.com:/", EgressRefusalReason.Port)]
    [InlineData("https://allowed.example.com:444/", EgressRefusalReason.Port)]
    [InlineData("https://allowed.example.com/a\tb", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com/a b", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com/%zz", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com/a%", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com/#evil", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com/a/../b", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com/a/%2e%2E/b", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com/.%2e/b", EgressRefusalReason.Url)]
    [InlineData("https://allowed.example.com/\u00FC", EgressRefusalReason.Url)]
    [InlineData(" https://allowed.example.com/", EgressRefusalReason.Scheme)]
    [InlineData("HTTPS://allowed.example.com/", EgressRefusalReason.Scheme)]
    [InlineData("http://allowed.example.com/", EgressRefusalReason.Scheme)]
    [InlineData("ftp://allowed.example.com/", EgressRefusalReason.Scheme)]
    [InlineData("file:///etc/passwd", EgressRefusalReason.Scheme)]
    [InlineData("https://[::1]/", EgressRefusalReason.Host)]
    [InlineData("https://xn--allowed-0ta.example.com/", EgressRefusalReason.Host)]
    [InlineData("https://127.1/", EgressRefusalReason.Host)]
    [InlineData("https://169.254.169.254/", EgressRefusalReason.Host)]
    public async Task They_are_refused_before_anything_is_looked_up(string url, EgressRefusalReason reason)
    {
        using EgressWorld world = Make();
        TenantContext context = world.Scope();
        using HttpMessageInvoker invoker = (await world.OpenAsync(context, "c")).CreateInvoker(context);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url));
        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => invoker.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal((reason, 0), (refused.Reason, world.Resolver.Asked));
        Assert.Equal(reason.ToCode(), Assert.Single(world.Refusals(TestWorld.Acme)).Details["refusal"]);
    }

    [Theory]
    [CountsCases("attacks/urls", "addresses that only look like a connector's")]
    [InlineData(@"https://allowed.example.com\@evil.com/")]
    [InlineData("https://allowed%2eexample.com/")]
    [InlineData("https:///allowed.example.com/")]
    [InlineData("https://allowed.example.com%00.evil.com/")]
    [InlineData("https:/allowed.example.com/")]
    [InlineData(@"https://evil.com\allowed.example.com/")]
    public void What_is_no_address_to_the_host_itself_makes_no_request(string url) => Assert.False(Uri.TryCreate(url, UriKind.Absolute, out _));

    [Theory]
    [InlineData("https://allowed.example.com")]
    [InlineData("https://allowed.example.com:443/a..b/.well-known/...?q=%2F&x=/../")]
    [InlineData("https://a.suffix.example.org/x%2Fy")]
    public async Task What_is_plain_comes_to_the_look_up(string url)
    {
        using EgressWorld world = Make();
        TenantContext context = world.Scope();
        using HttpClient client = (await world.OpenAsync(context, "c")).CreateClient(context);
        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync(url));
        Assert.Equal((EgressRefusalReason.Address, 1), (refused.Reason, world.Resolver.Asked));
    }

    [Theory]
    [InlineData("https://allowed.example.com/repos", EgressRefusalReason.Address)]
    [InlineData("https://allowed.example.com/repos/x", EgressRefusalReason.Address)]
    [InlineData("https://allowed.example.com/reposx", EgressRefusalReason.Path)]
    [InlineData("https://allowed.example.com/Repos/x", EgressRefusalReason.Path)]
    [InlineData("https://allowed.example.com/", EgressRefusalReason.Path)]
    [InlineData("https://allowed.example.com/repos%2F..%2Fadmin", EgressRefusalReason.Path)]
    [InlineData("https://allowed.example.com/repos/%252e%252e/admin", EgressRefusalReason.Path)]
    public async Task A_path_begins_with_a_prefix(string url, EgressRefusalReason reason)
    {
        using EgressWorld world = Make(static c => c.PathPrefixes.Add("/repos"));
        TenantContext context = world.Scope();
        using HttpClient client = (await world.OpenAsync(context, "c")).CreateClient(context);
        Assert.Equal(reason, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync(url))).Reason);
    }

    private static EgressWorld Make(Action<ConnectorDefinition>? more = null) => new(o =>
    {
        var connector = new ConnectorDefinition("c") { Hosts = { Host, ".suffix.example.org" } };
        more?.Invoke(connector);
        o.Add(connector);
        o.Allow("acme", "c");
    });
}
