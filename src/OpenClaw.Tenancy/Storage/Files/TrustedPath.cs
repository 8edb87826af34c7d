using System.Text;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>A path from the host's configuration. It may lead through links, which the operator made.</summary>
internal static class TrustedPath
{
    /// <summary>What is wrong with it, or null.</summary>
    internal static string? Error(string path)
    {
        if (!path.StartsWith('/') || path.Length == 1 || path.Contains('\0', StringComparison.Ordinal))
        {
            return "is no absolute path below the file system's root. Give one such as '/srv/tenants'";
        }

        string[] segments = path[1..].Split('/');
        return segments.Any(static s => s.Length == 0 || s[^1] is '.' or ' ' || s.Contains('\\', StringComparison.Ordinal))
            ? "has a segment that is empty, holds a backslash, or ends in a dot or a space. Write the path plainly, without a slash at its end"
            : null;
    }

    /// <summary>Opens a directory, after making what is missing of it with mode 0700.</summary>
    /// <returns>A descriptor, or the negated error number.</returns>
    internal static int OpenOrMake(string path)
    {
        int opened = LinuxCalls.OpenTrusted(Terminated(path), OpenFlags.Walk);
        if (opened != -Errno.NoEntry)
        {
            return opened;
        }

        for (int slash = path.IndexOf('/', 1); ; slash = path.IndexOf('/', slash + 1))
        {
            int made = LinuxCalls.MakeTrusted(Terminated(slash < 0 ? path : path[..slash]), 0x1c0);
            if (made < 0 && made != -Errno.Exists)
            {
                return made;
            }

            if (slash < 0)
            {
                return LinuxCalls.OpenTrusted(Terminated(path), OpenFlags.Walk);
            }
        }
    }

    internal static byte[] Terminated(string text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
