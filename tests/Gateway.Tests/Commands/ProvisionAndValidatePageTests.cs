namespace Gateway.Tests.Commands;

/// <summary>The runbook of provisioning and validation holds as it stands: each command does what the page says, and each expectation is met.</summary>
public sealed class ProvisionAndValidatePageTests : IAsyncDisposable
{
    private readonly PlayedPage _page = new("provision-and-validate.md");

    [Fact]
    public async Task Each_step_of_the_runbook_is_as_expected()
    {
        Assert.Equal(3, _page.Starts);
        int expected = _page.Text.Split('\n').Count(static l => l.StartsWith("expect ", StringComparison.Ordinal) || l.Contains("echo 'as expected", StringComparison.Ordinal));
        Assert.InRange(expected, 25, 60);

        string[] lines = [.. (await _page.PlayAsync()).SelectMany(static s => s.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

        Assert.Equal(expected, lines.Count(static l => l.StartsWith("as expected: ", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, static l => l.StartsWith("expected ", StringComparison.Ordinal));
        Assert.Contains("\"verified\":true", lines);
        Assert.Contains(lines, static l => l.EndsWith("\"reason_code\":\"not_found\"", StringComparison.Ordinal));
        Assert.Contains(lines, static l => l.StartsWith("whole: ", StringComparison.Ordinal));
        Assert.Contains("""{"id":"umbrella","status":"deleted"}""", lines);
    }

    public ValueTask DisposeAsync() => _page.DisposeAsync();
}
