using System.Text.RegularExpressions;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Text;

/// <summary>The project speaks of itself alone: of no machine that it was written on, and of nobody who wrote it.</summary>
public sealed class OwnWordsTests
{
    // In pieces, so that this file does not match itself.
    private static readonly Regex Machine = new("(?<![\\w.~$}])/(" + "home|root|work|tmp" + ")/", RegexOptions.CultureInvariant);
    private static readonly Regex Registry = new("api\\." + "nuget|registry\\." + "npmjs", RegexOptions.CultureInvariant);
    private static readonly Regex Author = new("\\b(Chat" + "GPT|Clau" + "de|(AI|coding|language) assis" + "tant|this ses" + "sion|iss" + "ue #\\d)\\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly SourceFile[] Texts = [.. Repository.Files(".").Where(IsText).Select(SourceFile.Read)];

    [Fact]
    public void No_path_of_a_machine() => Rule.Holds("Use a path from the root of the work tree.", Texts, static file => file.Matches(Machine));

    [Fact]
    public void No_address_of_a_registry() => Rule.Holds("The build uses the sources of the machine it runs on.", Texts, static file => file.Matches(Registry));

    [Fact]
    public void Nobody_who_wrote_it() => Rule.Holds("Say what the thing is.", Texts, static file => file.Matches(Author));

    private static bool IsText(string path)
    {
        Span<char> start = stackalloc char[4096];
        using var reader = new StreamReader(Path.Combine(Repository.Root, path));
        return !start[..reader.Read(start)].Contains('\0');
    }
}
