namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>The members of a JSON object as raw text, so that a test can spell any of them wrongly.</summary>
internal sealed class JsonMembers
{
    private readonly List<(string Name, string Value)> _members = [];

    internal JsonMembers Add(string name, string value)
    {
        _members.Add(($"\"{name}\"", value));
        return this;
    }

    internal JsonMembers Set(string name, string value)
    {
        int at = _members.FindIndex(m => m.Name == $"\"{name}\"");
        _members[at] = (_members[at].Name, value);
        return this;
    }

    internal JsonMembers Rename(string name, string to)
    {
        int at = _members.FindIndex(m => m.Name == $"\"{name}\"");
        _members[at] = ($"\"{to}\"", _members[at].Value);
        return this;
    }

    internal JsonMembers Remove(string name)
    {
        Assert.Equal(1, _members.RemoveAll(m => m.Name == $"\"{name}\""));
        return this;
    }

    public override string ToString() => "{" + string.Join(",", _members.Select(m => m.Name + ":" + m.Value)) + "}";
}
