using Gateway.Tests.Support;

namespace Gateway.Tests.Console;

/// <summary>How the files of the console are answered; this takes no browser.</summary>
public sealed class ConsoleHeadersTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("/console", "text/html")]
    [InlineData("/console/console.css", "text/css")]
    [InlineData("/console/access.js", "text/javascript")]
    [InlineData("/console/console.js", "text/javascript")]
    [InlineData("/console/lists.js", "text/javascript")]
    [InlineData("/console/live.js", "text/javascript")]
    [InlineData("/console/page.js", "text/javascript")]
    [InlineData("/console/sessions.js", "text/javascript")]
    [InlineData("/console/trail.js", "text/javascript")]
    [InlineData("/console/usage.js", "text/javascript")]
    [InlineData("/console/console.svg", "image/svg+xml")]
    public async Task Each_file_forbids_what_the_page_does_not_need(string path, string type)
    {
        using HttpResponseMessage answer = await shared.Gateway.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        string policy = string.Join(',', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task An_address_with_a_token_is_refused() =>
        Assert.Equal(400, (await shared.Gateway.SendAsync("GET", "/console?token=x", token: null)).Status);
}
