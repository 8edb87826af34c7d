using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Where a root lies, by every name that shows it: its file, its place in the file system, and its configured path. Immutable.</summary>
internal sealed class RootPosition
{
    private const int MaxAncestors = 256;

    private RootPosition(in FileFacts facts, IReadOnlyList<string> self, IReadOnlyList<string> around) => (Facts, Self, Around) = (facts, self, around);

    internal FileFacts Facts { get; }

    /// <summary>What it is itself; whoever shares one of these has the same root.</summary>
    internal IReadOnlyList<string> Self { get; }

    /// <summary>What lies around it; whoever is one of these contains it.</summary>
    internal IReadOnlyList<string> Around { get; }

    internal static RootPosition Read(SafeFileHandle handle, string path)
    {
        FileFacts facts = ConfinedDirectory.Of(handle);
        List<string> self = [FileKey(in facts), "path:" + path];
        List<string> around = [.. Ancestors("path:", path), .. Ancestors(handle, in facts)];
        if (MountPlace.Of(handle, in facts) is { } place)
        {
            self.Add("place:" + place);
            around.AddRange(Ancestors("place:", place));
        }

        return new RootPosition(in facts, self, around);
    }

    private static string FileKey(in FileFacts facts) => $"file:{facts.Device}:{facts.Inode}";

    private static IEnumerable<string> Ancestors(string kind, string path)
    {
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return kind + path[..slash];
        }
    }

    private static List<string> Ancestors(SafeFileHandle handle, in FileFacts facts)
    {
        var found = new List<string>();
        FileFacts below = facts;
        SafeFileHandle current = ConfinedDirectory.Own(LinuxCalls.OpenAt(handle, "..\0"u8, OpenFlags.Walk, 0));
        try
        {
            while (found.Count < MaxAncestors && ConfinedDirectory.Of(current) is var here && !(here.IsSameFile(in below) && here.Mount == below.Mount))
            {
                found.Add(FileKey(in here));
                SafeFileHandle next = ConfinedDirectory.Own(LinuxCalls.OpenAt(current, "..\0"u8, OpenFlags.Walk, 0));
                current.Dispose();
                (current, below) = (next, here);
            }
        }
        finally
        {
            current.Dispose();
        }

        return found;
    }
}
