using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing.Pseudonyms;

/// <summary>A key that is not there, too short or open to others refuses the start, and none is ever made.</summary>
public sealed class PseudonymKeyTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("pseudonyms-").FullName;

    public static TheoryData<string, string> Faults => new()
    {
        { "nothing", "exactly one key" },
        { "both", "exactly one key" },
        { "short", "31 bytes" },
        { "long", "4097 bytes" },
        { "no id", "o.KeyId" },
        { "id", "o.KeyId" },
        { "absent", "cannot be read" },
        { "folder", "cannot be read" },
        { "short file", "31 bytes" },
        { "empty file", "0 bytes" },
        { "long file", "4097 bytes" },
        { "open file", "chmod 600" },
    };

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Faults))]
    public void Start_WithoutAGoodKey_IsRefused(string fault, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && fault == "open file", "Windows has no modes.");
        using var world = new TestWorld(build: b => b.PseudonymizeSubjects(o => Break(o, fault)));

        TenancyConfigurationException refusal = Assert.Throws<TenancyConfigurationException>(() => world.Services.GetRequiredService<IOptions<TenancyOptions>>().Value);
        Assert.Contains(said, Assert.Single(refusal.Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "absent")));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(4096)]
    public void Start_WithAPrivateFile_UsesItsBytes(int length)
    {
        string path = Write("good", length, UnixFileMode.UserRead);
        using var file = new TestWorld(build: b => b.PseudonymizeSubjects(o => (o.KeyId, o.KeyFile) = ("k1", path)));
        using var bytes = new TestWorld(build: b => b.PseudonymizeSubjects(o => (o.KeyId, o.Key) = ("k1", File.ReadAllBytes(path))));

        Assert.Equal(Text(bytes), Text(file));
    }

    private static string Text(TestWorld world) => world.Services.GetRequiredService<AuditSubjects>().TextOf("idp", "alice");

    private void Break(SubjectPseudonymOptions options, string fault)
    {
        options.KeyId = fault switch { "no id" => null, "id" => "K1", _ => "k1" };
        options.Key = fault switch { "both" or "no id" or "id" => new byte[32], "short" => new byte[31], "long" => new byte[4097], _ => default };
        options.KeyFile = fault switch
        {
            "both" or "absent" => Path.Combine(_folder, "absent"),
            "folder" => _folder,
            "short file" => Write("short", 31, UnixFileMode.UserRead),
            "empty file" => Write("empty", 0, UnixFileMode.UserRead),
            "long file" => Write("long", 10_000, UnixFileMode.UserRead),
            "open file" => Write("open", 32, UnixFileMode.UserRead | UnixFileMode.GroupRead),
            _ => null,
        };
    }

    private string Write(string name, int length, UnixFileMode mode)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, [.. Enumerable.Range(0, length).Select(static i => (byte)i)]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }

        return path;
    }
}
