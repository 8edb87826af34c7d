using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Ingress.Tests.Sample;

/// <summary>An example configuration of the sample as it stands, but for the addresses, and in a folder of its own.</summary>
public sealed class ExampleConfig : IDisposable
{
    private readonly string _folder = Scratch.NewFolder("ingress-sample-");

    public ExampleConfig(string name, params (string Was, string Is)[] changes)
    {
        File = Path.Combine(_folder, name);
        string text = System.IO.File.ReadAllText(Path.Combine(WorkTree.Root, "samples", "Ingress", name));
        foreach ((string was, string now) in ((string, string)[])[("http://127.0.0.1:5100", "http://127.0.0.1:0"), ("\".data-ingress\"", $"\"{_folder}/data\""), .. changes])
        {
            Assert.Contains(was, text, StringComparison.Ordinal);
            text = text.Replace(was, now, StringComparison.Ordinal);
        }

        System.IO.File.WriteAllText(File, text);
    }

    /// <summary>The file that the sample reads.</summary>
    public string File { get; }

    /// <summary>The example of two cells, which are at these addresses.</summary>
    public static ExampleConfig Cells(string acme, string globex) => new("cells.json", ("http://127.0.0.1:18801", acme), ("http://127.0.0.1:18802", globex));

    /// <summary>The example of a shared gateway, which is at this address.</summary>
    public static ExampleConfig Shared(string address, params (string Was, string Is)[] changes) => new("shared.json", [("http://127.0.0.1:18800", address), .. changes]);

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}
