using System.Text;

namespace OpenClaw.Tenancy.Tests.Storage.Files.Archives;

/// <summary>The blocks of a tar archive, one by one: what a writer that means harm puts behind one another.</summary>
internal static class TarBlocks
{
    internal static byte[] Zero => new byte[512];

    internal static byte[] File(string name, string text = "") => [.. Header(name, '0', Octal(text.Length)), .. Padded(text)];

    /// <summary>One attribute, as long as it is said.</summary>
    internal static byte[] Attribute(char type, int length)
    {
        string text = $"{length} comment=";
        return [.. Header("attributes", type, Octal(length)), .. Padded(text + new string('c', length - text.Length - 1) + "\n")];
    }

    /// <summary>A header whose checksum is right, whatever else is in it.</summary>
    internal static byte[] Header(string name, char type, string size)
    {
        byte[] header = new byte[512];
        Put(header, 0, name);
        Put(header, 100, "0000600\0" + "0000000\0" + "0000000\0" + size + "\0" + "00000000000\0" + "        " + type);
        Put(header, 257, "ustar\0" + "00");
        Put(header, 148, Octal(header.Sum(static b => b))[^6..] + "\0 ");
        return header;
    }

    private static string Octal(int number) => Convert.ToString(number, 8).PadLeft(11, '0');

    private static byte[] Padded(string text) => [.. Encoding.ASCII.GetBytes(text), .. new byte[(512 - (text.Length % 512)) % 512]];

    private static void Put(byte[] header, int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(header, at);
}
