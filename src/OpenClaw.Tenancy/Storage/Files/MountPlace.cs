using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Where a directory lies in its own file system, whichever mount shows it: two mounts of one directory give the same place.</summary>
internal static partial class MountPlace
{
    /// <summary>The device and the path in it, such as <c>8:1/srv/tenants/acme</c>; or null where the system does not say.</summary>
    internal static string? Of(SafeFileHandle directory, in FileFacts facts)
    {
        string? path = new FileInfo($"/proc/self/fd/{directory.DangerousGetHandle()}").LinkTarget;
        if (path is null || facts.Mount == 0 || !File.Exists("/proc/self/mountinfo"))
        {
            return null;
        }

        string id = facts.Mount.ToString(CultureInfo.InvariantCulture);
        foreach (string line in File.ReadLines("/proc/self/mountinfo"))
        {
            // proc(5): id, parent, device, what of it is mounted, where it is mounted
            string[] fields = line.Split(' ', 6);
            if (fields.Length == 6 && string.Equals(fields[0], id, StringComparison.Ordinal))
            {
                return Place(fields[2], Plain(fields[3]), Plain(fields[4]), path);
            }
        }

        return null;
    }

    private static string? Place(string device, string mounted, string point, string path)
    {
        string prefix = point == "/" ? string.Empty : point;
        bool isBelow = path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
        return isBelow ? $"{device}{(mounted == "/" ? string.Empty : mounted)}{path[prefix.Length..]}" : null;
    }

    private static string Plain(string field) => Octal().Replace(field, static m => ((char)Convert.ToInt32(m.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
