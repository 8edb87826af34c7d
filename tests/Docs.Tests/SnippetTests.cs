namespace Docs.Tests;

/// <summary>What a page shows as C# is code that was compiled.</summary>
public sealed class SnippetTests
{
    [Fact]
    public void Each_csharp_block_is_a_compiled_snippet()
    {
        HashSet<string> known = [.. SnippetLibrary.All.Select(static s => s.Code)];

        string[] strange = [.. Repository.Pages.SelectMany(page => page.Blocks()
            .Where(block => block.Language is "csharp" or "cs" or "c#" && !known.Contains(block.Code))
            .Select(block => $"{page}:{block.Line}"))];

        Assert.True(strange.Length == 0, $"Not a snippet of tests/Docs.Snippets: {string.Join(", ", strange)}");
    }

    [Fact]
    public void Each_block_names_its_language()
    {
        string[] unnamed = [.. Repository.Pages.SelectMany(page => page.Blocks().Where(static b => b.Language.Length == 0).Select(b => $"{page}:{b.Line}"))];

        Assert.Empty(unnamed);
    }

    [Fact]
    public void Each_snippet_is_shown_and_has_a_name_of_its_own()
    {
        HashSet<string> shown = [.. Repository.Pages.SelectMany(static page => page.Blocks()).Select(static b => b.Code)];

        Assert.Equal(SnippetLibrary.All.Count, SnippetLibrary.All.DistinctBy(static s => s.Name, StringComparer.Ordinal).Count());
        Assert.Empty(SnippetLibrary.All.Where(s => !shown.Contains(s.Code)).Select(static s => s.Name));
    }

    [Fact]
    public void Readme_shows_the_quickstart_host()
    {
        Page readme = Repository.Pages.Single(static p => p.Name == "README.md");
        string host = SnippetLibrary.All.Single(static s => s.Name == "quickstart").Code;

        Assert.Contains(readme.Blocks(), b => b.Language == "csharp" && b.Code == host);
    }
}
