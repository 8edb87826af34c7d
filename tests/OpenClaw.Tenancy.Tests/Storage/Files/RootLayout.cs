using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>One layout of files of a corpus, with what an open of it must give.</summary>
internal sealed class RootLayout
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("fs")]
    public string[] Entries { get; init; } = [];

    [JsonPropertyName("open")]
    public string Open { get; init; } = "";

    [JsonPropertyName("target")]
    public string? Target { get; init; }

    [JsonPropertyName("wantError")]
    public bool WantError { get; init; }

    public void Build(FilesWorld world)
    {
        foreach (string entry in Entries.Select(e => Here(e, world)))
        {
            string[] link = entry.Split(" => ");
            if (link.Length == 2)
            {
                world.PutLink(link[0], link[1]);
            }
            else if (entry.EndsWith('/'))
            {
                System.IO.Directory.CreateDirectory(world.Real(entry));
            }
            else
            {
                world.Put(entry, "other");
            }
        }

        if (Target is not null)
        {
            world.Put(Target, "target");
        }
    }

    public string Path(FilesWorld world) => Here(Open, world);

    private static string Here(string text, FilesWorld world) =>
        text.Replace("$ABS", world.Real("").TrimEnd('/'), StringComparison.Ordinal).Replace("ROOT", "acme", StringComparison.Ordinal);
}
