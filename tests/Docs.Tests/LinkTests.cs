namespace Docs.Tests;

/// <summary>Links inside the repository lead somewhere.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Each_relative_link_leads_to_a_file_and_a_heading()
    {
        string[] dead = [.. Repository.Pages.SelectMany(page => page.Links().Where(link => !Resolves(page, link)).Select(link => $"{page}: {link}"))];

        Assert.True(dead.Length == 0, $"Dead links: {string.Join("; ", dead)}");
    }

    [Fact]
    public void Each_page_is_reachable_from_the_readme()
    {
        Dictionary<string, Page> pages = Repository.Pages.ToDictionary(static p => p.Name, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<Page>([pages["README.md"]]);
        while (open.TryDequeue(out Page? page))
        {
            if (reached.Add(page.Name))
            {
                foreach (string name in page.Links().Where(IsRelative).Select(link => Target(page, link)))
                {
                    if (pages.TryGetValue(name, out Page? next))
                    {
                        open.Enqueue(next);
                    }
                }
            }
        }

        Assert.Empty(pages.Keys.Except(reached));
    }

    private static bool IsRelative(string link) => !link.Contains("://", StringComparison.Ordinal);

    private static string Target(Page page, string link)
    {
        string path = link.Split('#')[0];
        string full = path.Length == 0 ? Path.Combine(Repository.Root, page.Name) : Path.GetFullPath(Path.Combine(page.Folder, path));
        return Path.GetRelativePath(Repository.Root, full).Replace('\\', '/');
    }

    private static bool Resolves(Page page, string link)
    {
        if (!IsRelative(link))
        {
            return true;
        }

        string target = Target(page, link);
        bool inside = !target.StartsWith("..", StringComparison.Ordinal) && Path.Exists(Path.Combine(Repository.Root, target));
        return inside && (!link.Contains('#', StringComparison.Ordinal)
            || Repository.Pages.SingleOrDefault(p => p.Name == target) is { } other && other.Anchors().Contains(link.Split('#')[1]));
    }
}
