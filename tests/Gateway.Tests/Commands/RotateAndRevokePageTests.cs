using Gateway.Tests.Support;

namespace Gateway.Tests.Commands;

/// <summary>The commands of the page on rotation do what the page says.</summary>
public sealed class RotateAndRevokePageTests : IAsyncDisposable
{
    private readonly PlayedPage _page = new("rotate-and-revoke.md");

    [Fact]
    public async Task Each_command_of_the_page_does_what_the_page_says()
    {
        Assert.Equal(3, _page.Starts);
        IReadOnlyList<string> said = await _page.PlayAsync();

        string[] lists = [.. said.Where(static s => s.Contains("\"secrets\"", StringComparison.Ordinal))];
        Assert.Equal(2, lists.Length);
        Assert.Contains("""{"name":"llm_api_key","version":2,""", lists[0], StringComparison.Ordinal);
        Assert.Contains("""{"name":"llm_api_key","version":1,""", lists[1], StringComparison.Ordinal);
        Assert.Contains("""{"id":"umbrella","status":"deleted"}""", said[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(said, static s => s.Contains("\"code\"", StringComparison.Ordinal));
        Assert.Equal(["secrets.key"], Directory.EnumerateFiles(_page.Data, "secrets.key*").Select(Path.GetFileName));
        string[] values = [.. ((string[])["first", "second", "third", "fourth"]).Select(static n => $"the {n} key"), "a key of umbrella"];
        Assert.Empty(DatabaseFile.Find(_page.Data, values));
    }

    public ValueTask DisposeAsync() => _page.DisposeAsync();
}
