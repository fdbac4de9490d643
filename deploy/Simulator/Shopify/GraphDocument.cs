using System.Globalization;
using System.Text.RegularExpressions;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>A GraphQL document, understood as far as our own calls need it: one operation, no fragments but inline ones.</summary>
internal sealed partial record GraphDocument(bool IsMutation, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<GraphField> Fields)
{
    /// <exception cref="FormatException">It is not such a document.</exception>
    public static GraphDocument Parse(string text)
    {
        var tokens = new Tokens(text);
        var kind = tokens.Peek() == "{" ? "query" : tokens.Next();
        if (kind is not ("query" or "mutation")) throw new FormatException($"Expected an operation, not {kind}.");
        if (tokens.Peek() is not ("(" or "{")) tokens.Next();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (tokens.Skip("(")) while (!tokens.Skip(")")) ReadVariable(tokens, variables);
        var fields = Selections(tokens);
        return tokens.Peek() is null ? new GraphDocument(kind == "mutation", variables, fields) : throw new FormatException("Expected the end.");
    }

    private static void ReadVariable(Tokens tokens, Dictionary<string, string> variables)
    {
        tokens.Expect("$");
        var name = tokens.Next();
        tokens.Expect(":");
        var type = "";
        while (tokens.Peek() is not (null or "$" or ")")) type += tokens.Next();
        variables[name] = type;
    }

    private static List<GraphField> Selections(Tokens tokens)
    {
        tokens.Expect("{");
        var fields = new List<GraphField>();
        while (!tokens.Skip("}"))
        {
            if (!tokens.Skip("...")) fields.Add(Field(tokens));
            else if (tokens.Skip("on") && tokens.Next().Length > 0) fields.AddRange(Selections(tokens));
        }
        return fields;
    }

    private static GraphField Field(Tokens tokens)
    {
        var name = tokens.Next();
        var arguments = Arguments(tokens);
        var directives = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        while (tokens.Skip("@")) directives[tokens.Next()] = Arguments(tokens);
        return new GraphField(name, arguments, directives, tokens.Peek() == "{" ? Selections(tokens) : []);
    }

    /// <summary>Values as written: <c>$name</c>, a number, or a list.</summary>
    private static Dictionary<string, string> Arguments(Tokens tokens)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!tokens.Skip("(")) return arguments;
        while (!tokens.Skip(")"))
        {
            var name = tokens.Next();
            tokens.Expect(":");
            var value = tokens.Next();
            if (value == "$") value += tokens.Next();
            if (value == "[") while (!value.EndsWith(']')) value += tokens.Next();
            arguments[name] = value;
        }
        return arguments;
    }

    /// <summary>The text, word by word; commas are white space to GraphQL.</summary>
    private sealed partial class Tokens(string text)
    {
        private readonly List<string> all = [.. Words().Matches(text).Select(m => m.Value)];
        private int at;

        public string? Peek() => at < all.Count ? all[at] : null;

        public string Next() => at < all.Count ? all[at++] : throw new FormatException("Unexpected end of document.");

        public bool Skip(string token)
        {
            if (Peek() is null) throw new FormatException("Unexpected end of document.");
            if (Peek() != token) return false;
            at++;
            return true;
        }

        public void Expect(string token)
        {
            if (Next() is var found && found != token) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Expected {token}, not {found}."));
        }

        [GeneratedRegex("""\.\.\.|"[^"]*"|[A-Za-z_0-9-]+|[^\s,]""")]
        private static partial Regex Words();
    }
}

/// <summary>A field that is asked for.</summary>
internal sealed record GraphField(
    string Name, IReadOnlyDictionary<string, string> Arguments, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Directives, IReadOnlyList<GraphField> Fields);
