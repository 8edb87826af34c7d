using System.Globalization;
using System.Text;

namespace Assurance.Report;

/// <summary>The figures of a report as they stand in the page on assurance.</summary>
public static class FigureTable
{
    private const string Begin = "<!-- figures -->\n";
    private const string End = "<!-- /figures -->";

    public static string Of(IsolationReport report)
    {
        var text = new StringBuilder("| figure | cases | got through | counted by |\n|---|---|---|---|\n");
        foreach (Figure figure in report.Figures)
        {
            string suites = string.Join(", ", figure.Suites.Select(static s => $"`{s}`"));
            text.Append(CultureInfo.InvariantCulture, $"| `{figure.Name}`: {figure.What} | {figure.Tried:N0} | {figure.Through:N0} | {suites} |\n");
        }

        if (report.Absent.Count != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNot counted in this report: {string.Join(", ", report.Absent.Select(static a => $"`{a}`"))}.\n");
        }

        return text.ToString();
    }

    /// <summary>What stands between the two marks of a page.</summary>
    /// <exception cref="InvalidDataException">The page has not both marks.</exception>
    public static string In(string page)
    {
        (int begin, int end) = Find(page);
        return page[begin..end];
    }

    /// <summary>The page with the table of a report between its marks.</summary>
    /// <exception cref="InvalidDataException">The page has not both marks.</exception>
    public static string Put(string page, IsolationReport report)
    {
        (int begin, int end) = Find(page);
        return page[..begin] + Of(report) + page[end..];
    }

    private static (int Begin, int End) Find(string page)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end >= begin + Begin.Length ? (begin + Begin.Length, end) : throw new InvalidDataException("The page has no place for figures.");
    }
}
